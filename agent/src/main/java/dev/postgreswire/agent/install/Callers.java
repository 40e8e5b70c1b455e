package dev.postgreswire.agent.install;

import dev.postgreswire.recording.Caller;

/** Finds the thread and the application's code that called into the JDK. */
public interface Callers {
  /** Returns the caller of the method in which this is called. */
  Caller current();
}
