package dev.postgreswire.loopback;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;

/**
 * Tells the recorder of one connection. Whatever goes wrong there stays here: it is noted and
 * logged once, the rest of the connection's bytes go unrecorded, and the connection goes on.
 *
 * <p>Not final, so that tests can look on or stand in the way.
 */
class Scribe {
  // Null when not even the connection could be recorded.
  private final WireSink.Connection recorder;
  private boolean failed;

  Scribe(WireSink.Connection recorder) {
    this.recorder = recorder;
  }

  /** Tells the recorder of a new connection. */
  static Scribe opened(WireSink recorder, ConnectionOrigin origin) {
    try {
      return new Scribe(recorder.opened(origin));
    } catch (Throwable e) {
      Scribe unrecorded = new Scribe(null);
      unrecorded.fail(e);
      return unrecorded;
    }
  }

  /** Returns one for a connection that nobody records. */
  static Scribe unrecorded() {
    Scribe unrecorded = new Scribe(null);
    unrecorded.failed = true;
    return unrecorded;
  }

  /** Returns the connection's number in the recording; 0 when it has none. */
  final int id() {
    return recorder == null ? 0 : recorder.id();
  }

  /** Records bytes; the buffer's position and limit are the caller's to restore. */
  final void bytes(Direction direction, ByteBuffer bytes) {
    if (failed) {
      return;
    }
    try {
      record(direction, bytes);
    } catch (Throwable e) {
      fail(e);
    }
  }

  /** Records bytes from within a TLS session. */
  final void plaintext(Direction direction, ByteBuffer bytes) {
    if (!failed) {
      guarded(() -> recorder.plaintext(direction, bytes, recorder.now()));
    }
  }

  /** Records that {@code direction} has seen its last byte. */
  void ended(Direction direction) {
    if (recorder == null) {
      return;
    }
    // Here and below no lambda: creating one is what may fail where there is no memory.
    try {
      recorder.ended(direction);
    } catch (Throwable e) {
      fail(e);
    }
  }

  /** Records the end of the connection. */
  void closed(Ending ending, String detail) {
    if (recorder == null) {
      return;
    }
    try {
      recorder.closed(ending, detail);
    } catch (Throwable e) {
      fail(e);
    }
  }

  /** Adds a remark to the recording. */
  final void note(String text) {
    guarded(() -> recorder.note(text));
  }

  /** What {@link #bytes} does. */
  void record(Direction direction, ByteBuffer bytes) {
    recorder.bytes(direction, bytes);
  }

  private void guarded(Runnable call) {
    if (recorder == null) {
      return;
    }
    try {
      call.run();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void fail(Throwable cause) {
    if (failed) {
      return;
    }
    failed = true;
    try {
      String text = "recording failed, so bytes of this connection are missing";
      Log.warning("connection " + id() + ": " + text, cause);
      if (recorder != null) {
        recorder.note(text + ": " + cause);
      }
    } catch (Throwable e) {
      // Without memory, not even that can be said; the connection goes on all the same.
      return;
    }
  }
}
