package dev.postgreswire.recording;

import dev.postgreswire.message.TransactionStatus;
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
  int number;

  OpenExchange(Exchange.Kind kind) {
    this.kind = kind;
  }
}
