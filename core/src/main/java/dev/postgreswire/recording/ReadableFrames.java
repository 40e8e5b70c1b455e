package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.FrameSink;

/** Takes the frames of a connection that can be read, those within a TLS session included. */
interface ReadableFrames extends FrameSink {
  /**
   * Says of what comes next, until the next call, when it came and how.
   *
   * @param nanos when
   * @param deciphered whether it went over the wire in another form: within TLS records
   */
  void at(long nanos, boolean deciphered);

  /**
   * Says of the client's bytes that come next, until the next call, where they were on the wire.
   *
   * @param wire how many bytes of the client came before
   */
  void onWire(long wire);

  /** A TLS record came, whole or with less bytes than it should have; it is no readable frame. */
  void record(Direction direction, Bytes record, long size, long nanos);

  /** Records that wait for a secret take so many bytes of memory more, or less. */
  void waiting(long bytes);
}
