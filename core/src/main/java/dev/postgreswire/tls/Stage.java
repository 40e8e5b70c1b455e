package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** How far a session has come, and so how its records are to be read. */
sealed interface Stage permits Opening, Tls12, Tls13 {
  /** Returns what a record holds. Nothing has changed when a secret is missing. */
  Fragment open(Direction direction, Bytes tlsRecord) throws Halt, GeneralSecurityException;

  /** One side has changed its keys, by TLS 1.2's rules. */
  void changeCipherSpec(Direction direction) throws Halt;

  /** Takes a handshake message, and returns the stage that follows. */
  Stage message(Direction direction, HandshakeMessage message)
      throws Halt, GeneralSecurityException;

  /** Returns the protocol that the server chose, as far as that is known. */
  Optional<String> alpn();
}
