package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.util.List;
import java.util.Optional;

/**
 * Reads one TLS session from outside, record by record, given its secrets. The one there is lies in
 * {@code dev.postgreswire.tls}.
 *
 * <p>Not safe for use by several threads.
 */
public interface TlsDecryptor {
  /**
   * Takes the next record.
   *
   * @param direction who sent it
   * @param record the whole of it, its header included; in the order of the wire, both sides taken
   *     together
   * @return {@link Waiting} when the record is to be offered again once a secret has come
   */
  Outcome take(Direction direction, Bytes record);

  /** Returns the protocol that the server chose (ALPN), as far as that is known by now. */
  default Optional<String> alpn() {
    return Optional.empty();
  }

  /** Returns the secrets of this session that are known, so that others can read it, too. */
  default List<TlsSecret> secrets() {
    return List.of();
  }

  /** The session is over, and nobody asks about it any more: its secrets may be forgotten. */
  default void close() {}

  /** What came of a record. */
  sealed interface Outcome permits Plaintext, Waiting, Undecryptable {}

  /**
   * The record was understood.
   *
   * @param data the application data in it; empty when it carried something else (a handshake, an
   *     alert, a change of keys)
   */
  record Plaintext(Bytes data) implements Outcome {}

  /**
   * A secret is missing that may yet come; nothing has changed.
   *
   * @param missing which one, for people to read
   */
  record Waiting(String missing) implements Outcome {}

  /**
   * Neither this record nor any after it can be read.
   *
   * @param reason why, for people to read
   */
  record Undecryptable(String reason) implements Outcome {}

  /** Knows secrets, and begins to read sessions. Safe for use by several threads. */
  interface Source {
    /** Returns what reads a session from its first record on. */
    TlsDecryptor begin();

    /** Adds a secret. One that is known already is ignored. */
    void secret(TlsSecret secret);
  }
}
