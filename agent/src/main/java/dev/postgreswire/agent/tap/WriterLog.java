package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.install.Callers;
import dev.postgreswire.recording.Caller;

/**
 * Who writes what: told when somebody else than before begins to write. Before the bytes, for what
 * writes a recording out tells of a message when its bytes have come.
 */
final class WriterLog {
  private final Callers callers;
  private Caller last = Caller.UNKNOWN;

  WriterLog(Callers callers) {
    this.callers = callers;
  }

  /** Takes who has written. */
  interface Listener {
    /** The client's bytes from one on were written by {@code caller}. */
    void writtenBy(Caller caller, long from);
  }

  /**
   * The thread that calls writes what comes after the bytes that were sent.
   *
   * @param sent how many were sent before
   */
  void writing(long sent, Listener listener) {
    Caller caller = callers.current();
    if (!caller.equals(last)) {
      listener.writtenBy(caller, sent);
      last = caller;
    }
  }

  /** Somebody who is not known yet writes what comes after the bytes that were sent. */
  void unknown(long sent, Listener listener) {
    if (!last.isUnknown()) {
      listener.writtenBy(Caller.UNKNOWN, sent);
      last = Caller.UNKNOWN;
    }
  }
}
