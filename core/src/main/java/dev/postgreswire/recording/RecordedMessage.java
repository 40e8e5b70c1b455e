package dev.postgreswire.recording;

import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageDecoder;
import dev.postgreswire.message.pgoutput.LogicalMessage;
import dev.postgreswire.message.replication.ReplicationMessage;
import dev.postgreswire.message.replication.XLogData;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One message as it went over the wire. It is decoded when somebody asks.
 *
 * <p>Its {@link #frame()} has all its bytes, secrets included; {@code Secrets} tells which fields
 * to mask.
 */
public final class RecordedMessage {
  private final int connectionId;
  private final int index;
  private final Instant time;
  private final Phase phase;
  private final Frame frame;
  private final DecodingContext context;
  private final Caller caller;

  RecordedMessage(
      int connectionId,
      int index,
      Instant time,
      Phase phase,
      Frame frame,
      DecodingContext context,
      Caller caller) {
    this.connectionId = connectionId;
    this.index = index;
    this.time = time;
    this.phase = phase;
    this.frame = frame;
    this.context = context;
    this.caller = caller;
  }

  /** Returns the number of its connection: 1, 2, 3 … in the order of opening. */
  public int connectionId() {
    return connectionId;
  }

  /** Returns its number in its connection, from 0; both directions count. */
  public int index() {
    return index;
  }

  /** Returns where it is: its connection, and its number there. */
  public MessagePosition position() {
    return new MessagePosition(connectionId, index);
  }

  /** Returns when its last byte came. */
  public Instant time() {
    return time;
  }

  /** Returns who sent it. */
  public Direction direction() {
    return frame.direction();
  }

  /** Returns what the connection was about. */
  public Phase phase() {
    return phase;
  }

  /** Returns its bytes. */
  public Frame frame() {
    return frame;
  }

  /** Returns what the messages before it say about its meaning. */
  public DecodingContext context() {
    return context;
  }

  /**
   * Returns who wrote it, as far as the recording's source knows: a source within the client's JVM
   * knows of the client's messages.
   */
  public Caller caller() {
    return caller;
  }

  /** Returns what it says; {@code Undecoded} when that cannot be told. */
  public Message message() {
    return MessageDecoder.decode(frame, context);
  }

  /** Returns its fields, with their offsets from the beginning of its frame. */
  public List<Field> fields() {
    return MessageDecoder.fields(frame, context);
  }

  /** Returns the message of replication that it carries, if it is CopyData that carries one. */
  public Optional<ReplicationMessage> replication() {
    return message() instanceof CopyData data
        ? ReplicationMessage.of(direction(), data, context)
        : Optional.empty();
  }

  /** Returns the message of pgoutput that it carries; pgoutput must have been asked for. */
  public Optional<LogicalMessage> logical() {
    return replication()
        .filter(XLogData.class::isInstance)
        .flatMap(message -> LogicalMessage.of((XLogData) message, context));
  }

  /** Returns its name in the PostgreSQL manual. */
  public String name() {
    return message().type().protocolName();
  }

  /** Returns its length as the protocol counts it; see {@link Frame#length()}. */
  public long length() {
    return frame.length();
  }

  /** Returns its number, direction, name and length. */
  @Override
  public String toString() {
    return "#" + index + " " + direction().symbol() + " " + name() + " (" + length() + ")";
  }
}
