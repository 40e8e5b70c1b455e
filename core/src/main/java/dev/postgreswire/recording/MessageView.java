package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageDecoder;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The messages of one connection, decoded when they are asked for: a result of a million rows is
 * kept as bytes.
 */
final class MessageView {
  private static final int MESSAGE_HEADER = 5;

  private final int connectionId;
  private final Instant began;
  private final LogView log;
  private final Runs<DecodingContext> contexts;
  private final Runs<Phase> phases;

  MessageView(
      int connectionId,
      Instant began,
      LogView log,
      Runs<DecodingContext> contexts,
      Runs<Phase> phases) {
    this.connectionId = connectionId;
    this.began = began;
    this.log = log;
    this.contexts = contexts;
    this.phases = phases;
  }

  int connectionId() {
    return connectionId;
  }

  Instant time(int index) {
    return began.plusNanos(log.nanos(index));
  }

  /** Returns the bytes of a message on the wire without type byte and length. */
  long bodySize(int index) {
    return Math.max(0, log.size(index) - MESSAGE_HEADER);
  }

  DecodingContext context(int index) {
    return contexts.at(index);
  }

  /** Returns the type byte as 0 to 255, or -1. */
  int type(int index) {
    return log.frame(index).type();
  }

  Message message(int index) {
    return MessageDecoder.decode(log.frame(index), contexts.at(index));
  }

  RecordedMessage get(int index) {
    return new RecordedMessage(
        connectionId, index, time(index), phases.at(index), log.frame(index), contexts.at(index));
  }

  List<RecordedMessage> list(IndexRanges indexes) {
    return new Messages(indexes);
  }

  /** Returns the messages of which the first is {@code from} and the last is before {@code to}. */
  List<RecordedMessage> list(int from, int to) {
    IndexRanges all = new IndexRanges();
    for (int i = from; i < to; i++) {
      all.add(i);
    }
    return list(all);
  }

  private final class Messages extends AbstractList<RecordedMessage> implements RandomAccess {
    private final IndexRanges indexes;

    Messages(IndexRanges indexes) {
      this.indexes = indexes;
    }

    @Override
    public RecordedMessage get(int position) {
      return MessageView.this.get(indexes.get(position));
    }

    @Override
    public int size() {
      return indexes.size();
    }
  }
}
