package dev.postgreswire.recording;

import dev.postgreswire.message.TransactionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An exchange while it is being followed. */
final class OpenExchange {
  final Exchange.Kind kind;
  final IndexRanges messages = new IndexRanges();
  final List<OpenStatement> statements = new ArrayList<>();
  final List<RecordedError> errors = new ArrayList<>();
  TransactionStatus status;
  boolean complete;

  /** Its place among all that have begun; in the end, among those that were not absorbed. */
  int number;

  /** The numbers of those that turned out to be part of it. */
  final List<Integer> absorbed = new ArrayList<>();

  /** When its first message came, if a {@link MessageTracker} follows it. */
  Instant startedAt;

  OpenExchange(Exchange.Kind kind) {
    this.kind = kind;
  }
}
