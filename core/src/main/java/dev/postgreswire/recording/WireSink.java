package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Takes what a source of bytes sees: the loopback, a capture that is read, an agent's tap.
 *
 * <p>The two there are: {@link Recorder} keeps it, {@code RecordingStream} passes it on decoded and
 * keeps next to nothing.
 */
public interface WireSink {
  /**
   * A connection has opened.
   *
   * @param time when
   */
  Connection opened(ConnectionOrigin origin, Instant time);

  /** A connection opens now. */
  default Connection opened(ConnectionOrigin origin) {
    return opened(origin, Instant.now());
  }

  /** A secret of some TLS session is known. It may come before, while, or after it is needed. */
  void secret(TlsSecret secret);

  /** There is a connection that cannot be recorded. By default that is not passed on. */
  default void missed(MissedConnection connection) {}

  /** One connection. The bytes of a direction come in order, those of both after their causes. */
  interface Connection {
    /** Returns the connection's number: 1, 2, 3 … in the order of opening. */
    int id();

    /**
     * Returns the time by which what happens now is to be told. The machine's clock may be set
     * meanwhile: what keeps the connection open for long goes by a {@link SteadyClock}.
     */
    default Instant now() {
      return Instant.now();
    }

    /**
     * Takes bytes, whole or in any pieces, and consumes the buffer.
     *
     * @param direction who sent them
     * @param bytes what was sent, from its position to its limit; valid only during the call
     * @param time when
     */
    void bytes(Direction direction, ByteBuffer bytes, Instant time);

    /** Takes bytes that are sent now. */
    default void bytes(Direction direction, ByteBuffer bytes) {
      bytes(direction, bytes, now());
    }

    /**
     * The client's bytes from one on were written by {@code caller}, up to where the next call says
     * otherwise. It should come before those bytes: a {@link RecordingStream} tells of messages as
     * they come, and attributes them as well as it can by then. A {@link Recorder} takes it later,
     * too. By default that is not passed on.
     *
     * @param caller {@link Caller#UNKNOWN} when nobody knows any more
     * @param from how many bytes the client had sent before: on the wire, in whatever form, since
     *     {@link WireSink#opened} was called, those that a {@link #gap} counted included
     */
    default void writtenBy(Caller caller, long from) {}

    /**
     * Takes bytes from within the connection's TLS session, whose records go through {@link #bytes}
     * all the same: one of its ends has shown them to us, before it encrypts them or after it has
     * decrypted them. Nobody needs secrets then. By default that is not passed on.
     */
    default void plaintext(Direction direction, ByteBuffer plaintext, Instant time) {}

    /**
     * Bytes went over the wire that the source did not see. What comes next is understood from the
     * next message boundary that can be trusted.
     *
     * @param count how many, or -1 when nobody knows
     */
    void gap(Direction direction, long count, Instant time);

    /** {@code direction} will send nothing more (a half-close). */
    void ended(Direction direction, Instant time);

    /** {@code direction} sends nothing more from now on. */
    default void ended(Direction direction) {
      ended(direction, now());
    }

    /**
     * The connection is over. Only the first call counts.
     *
     * @param how how it ended
     * @param detail more about it, such as the system's error; may be empty
     */
    void closed(Ending how, String detail, Instant time);

    /** The connection is over now. */
    default void closed(Ending how, String detail) {
      closed(how, detail, now());
    }

    /** Adds a remark: what the source changed, or could not do. */
    void note(String text, Instant time);

    /** Adds a remark now. */
    default void note(String text) {
      note(text, now());
    }
  }
}
