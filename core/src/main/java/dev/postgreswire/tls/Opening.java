package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsHello;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** Up to the server's hello. */
final class Opening implements Stage {
  /** The random of a ServerHello that is a HelloRetryRequest (RFC 8446, section 4.1.3). */
  private static final Bytes RETRY =
      Bytes.ofHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  private static final int TLS12 = 0x0303;
  private static final int TLS13 = 0x0304;

  private final KeyLog keyLog;
  private TlsHello client;
  private EarlyData early = EarlyData.none();

  Opening(KeyLog keyLog) {
    this.keyLog = keyLog;
  }

  @Override
  public Fragment open(Direction direction, Bytes tlsRecord) throws Halt, GeneralSecurityException {
    if (tlsRecord.unsigned(0) != Fragment.APPLICATION_DATA) {
      return Fragment.cleartext(tlsRecord);
    }
    if (client == null) {
      throw Halt.undecryptable("the session's beginning was not seen: no ClientHello");
    }
    if (direction == Direction.BACKEND || !early.isOffered()) {
      throw Halt.undecryptable("application data before the server's hello");
    }
    return early.open(tlsRecord);
  }

  /** A ChangeCipherSpec before the server's hello pleases middle boxes, and means nothing. */
  @Override
  public void changeCipherSpec(Direction direction) {}

  @Override
  public Stage message(Direction direction, HandshakeMessage message) throws Halt {
    if (direction == Direction.FRONTEND && message.type() == HandshakeMessage.CLIENT_HELLO) {
      greeted(message.hello());
    } else if (direction == Direction.BACKEND && message.type() == HandshakeMessage.SERVER_HELLO) {
      return answered(message.hello());
    }
    return this;
  }

  @Override
  public Optional<String> alpn() {
    return Optional.empty();
  }

  private void greeted(TlsHello hello) throws Halt {
    requireSense(hello, "ClientHello");
    boolean again = client != null; // the answer to a HelloRetryRequest, without early data
    client = hello;
    early = again ? EarlyData.none() : EarlyData.offeredBy(hello, secrets());
  }

  private Stage answered(TlsHello server) throws Halt {
    if (client == null) {
      throw Halt.undecryptable("the session's beginning was not seen: no ClientHello");
    }
    requireSense(server, "ServerHello");
    if (server.random().equals(RETRY)) {
      early.answered(false);
      return this;
    }
    return switch (server.protocol()) {
      case TLS12 -> new Tls12(keyLog, client, server);
      case TLS13 -> new Tls13(secrets(), server, early);
      default ->
          throw Halt.undecryptable(
              server.version().orElseThrow() + " cannot be decrypted, only TLSv1.2 and TLSv1.3");
    };
  }

  private SessionSecrets secrets() {
    return new SessionSecrets(keyLog, client.random());
  }

  /** Stops when nothing could be read from a hello. */
  static void requireSense(TlsHello hello, String name) throws Halt {
    if (hello.random().isEmpty()) {
      throw Halt.undecryptable("a " + name + " that makes no sense");
    }
  }

  /** Returns the suite that the server chose, if records in it can be read. */
  static Suite suite(TlsHello server, boolean tls13) throws Halt {
    int id = server.suites().get(0);
    return Suite.of(id, tls13)
        .orElseThrow(
            () ->
                Halt.undecryptable(
                    "the cipher suite "
                        + server.cipherSuite().orElseThrow()
                        + " cannot be decrypted in "
                        + server.version().orElseThrow()
                        + ": AES-GCM and ChaCha20-Poly1305 can, and AES-CBC in TLSv1.2"));
  }
}
