package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsDecryptor.Outcome;
import dev.postgreswire.recording.TlsDecryptor.Undecryptable;
import dev.postgreswire.recording.TlsDecryptor.Waiting;

/** Stops the reading of a record; says what is to be answered in place of its content. */
final class Halt extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Outcome outcome;

  private Halt(Outcome outcome, String message) {
    super(message, null, false, false);
    this.outcome = outcome;
  }

  /** Neither this record nor any after it can be read. */
  static Halt undecryptable(String reason) {
    return new Halt(new Undecryptable(reason), reason);
  }

  /** A secret is missing. Only to be thrown while nothing has changed. */
  static Halt waiting(String missing) {
    return new Halt(new Waiting(missing), missing);
  }

  Outcome outcome() {
    return outcome;
  }
}
