package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.install.Callers;
import dev.postgreswire.recording.Caller;

/** Who wrote what: told when somebody else than before has written. */
final class WriterLog {
  private final Callers callers;
  private Caller last = Caller.UNKNOWN;
  private long told;

  WriterLog(Callers callers) {
    this.callers = callers;
  }

  /** Takes who has written. */
  interface Listener {
    /** The client's bytes from one on were written by {@code caller}. */
    void writtenBy(Caller caller, long from);
  }

  /** The thread that calls has written all that was sent since the last call. */
  void written(long sent, Listener listener) {
    Caller caller = callers.current();
    if (!caller.equals(last)) {
      listener.writtenBy(caller, told);
      last = caller;
    }
    told = sent;
  }
}
