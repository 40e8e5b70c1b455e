package dev.postgreswire.recording;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A transaction while it is being followed. */
final class OpenTransaction {
  final int startIndex;
  final Instant startedAt;
  final List<OpenStatement> statements = new ArrayList<>();
  boolean implicit;
  String isolation;
  Boolean readOnly;
  Transaction.Outcome outcome = Transaction.Outcome.OPEN;
  Instant endedAt;

  /** The error that dooms it, if there was one. */
  RecordedError error;

  OpenTransaction(int startIndex, Instant startedAt, boolean implicit) {
    this.startIndex = startIndex;
    this.startedAt = startedAt;
    this.implicit = implicit;
  }

  /** Returns what goes on after a checkpoint: the facts without the statements. */
  OpenTransaction continued() {
    OpenTransaction copy = new OpenTransaction(startIndex, startedAt, implicit);
    copy.isolation = isolation;
    copy.readOnly = readOnly;
    copy.error = error;
    return copy;
  }
}
