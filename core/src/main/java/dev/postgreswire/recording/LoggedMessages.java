package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageDecoder;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** The messages in a log, decoded when they are asked for: a million rows are kept as bytes. */
final class LoggedMessages implements MessageView {
  private final int connectionId;
  private final Instant began;
  private final LogView log;
  private final Runs<DecodingContext> contexts;
  private final Runs<Phase> phases;

  LoggedMessages(
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

  @Override
  public int connectionId() {
    return connectionId;
  }

  @Override
  public Instant time(int index) {
    return began.plusNanos(log.nanos(index));
  }

  @Override
  public long size(int index) {
    return log.size(index);
  }

  @Override
  public DecodingContext context(int index) {
    return contexts.at(index);
  }

  @Override
  public Caller caller(int index) {
    return log.caller(index);
  }

  @Override
  public int type(int index) {
    return log.frame(index).type();
  }

  @Override
  public Message message(int index) {
    return MessageDecoder.decode(log.frame(index), contexts.at(index));
  }

  RecordedMessage get(int index) {
    return new RecordedMessage(
        connectionId,
        index,
        time(index),
        phases.at(index),
        log.frame(index),
        contexts.at(index),
        caller(index));
  }

  @Override
  public List<RecordedMessage> list(IndexRanges indexes) {
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
      return LoggedMessages.this.get(indexes.get(position));
    }

    @Override
    public int size() {
      return indexes.size();
    }
  }
}
