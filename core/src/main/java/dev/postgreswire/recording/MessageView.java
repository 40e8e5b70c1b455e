package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import java.time.Instant;
import java.util.List;

/** The messages of one connection by their numbers, as whoever follows it needs them. */
interface MessageView {
  /** Type byte and length. */
  int HEADER = 5;

  int connectionId();

  Instant time(int index);

  /** Returns the bytes of a message on the wire, whatever is kept of them. */
  long size(int index);

  /** Returns the bytes of a message on the wire without type byte and length. */
  default long bodySize(int index) {
    return Math.max(0, size(index) - HEADER);
  }

  DecodingContext context(int index);

  /** Returns who wrote a message. */
  Caller caller(int index);

  /** Returns the type byte as 0 to 255, or -1. */
  int type(int index);

  Message message(int index);

  List<RecordedMessage> list(IndexRanges indexes);
}
