package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Instant;

/** A connection to PostgreSQL that is recorded in place. */
final class RecordedStage implements Stage {
  private final AgentContext context;
  private final ConnectionOrigin origin;
  private final WireSink.Connection connection;
  private final WriterLog writers;
  private long sent;
  private boolean serverEnded;

  RecordedStage(AgentContext context, ConnectionOrigin origin, WireSink.Connection connection) {
    this.context = context;
    this.origin = origin;
    this.connection = connection;
    this.writers = new WriterLog(context.callers());
    author(); // what has been written before anybody knew what this is
  }

  @Override
  public Stage sent(ByteBuffer bytes) {
    if (isRecorded()) {
      sent += bytes.remaining();
      connection.bytes(Direction.FRONTEND, bytes, connection.now());
    }
    return this;
  }

  /** While nobody records, bytes do not count: who comes later begins with those that come then. */
  private boolean isRecorded() {
    return !context.recorders().isEmpty();
  }

  @Override
  public Stage received(ByteBuffer bytes) {
    if (isRecorded()) {
      connection.bytes(Direction.BACKEND, bytes, connection.now());
    }
    return this;
  }

  @Override
  public Stage unseen(long count) {
    if (isRecorded()) {
      sent += Math.max(0, count);
      connection.gap(Direction.FRONTEND, count, connection.now());
    }
    return this;
  }

  @Override
  public void author() {
    if (isRecorded()) {
      writers.writing(sent, connection::writtenBy);
    }
  }

  @Override
  public void unknownAuthor() {
    if (isRecorded()) {
      writers.unknown(sent, connection::writtenBy);
    }
  }

  @Override
  public void lateAuthor(long count) {
    if (isRecorded()) {
      writers.writing(Math.max(0, sent - count), connection::writtenBy);
    }
  }

  @Override
  public void ended() {
    if (!serverEnded) {
      serverEnded = true;
      connection.ended(Direction.BACKEND, connection.now());
    }
  }

  @Override
  public void closed(Throwable failure, long unsent) {
    Instant now = connection.now();
    if (unsent > 0) {
      connection.note(
          "the last " + unsent + " bytes of the client were not sent: it closed before", now);
    }
    if (failure != null) {
      connection.closed(Ending.RESET_BY_SERVER, text(failure), now);
    } else {
      connection.closed(serverEnded ? Ending.CLOSED_BY_SERVER : Ending.CLOSED_BY_CLIENT, "", now);
    }
  }

  @Override
  public void abandoned(Throwable cause) {
    Instant now = connection.now();
    String reason = "it could not be recorded to its end: " + cause;
    connection.note(reason, now);
    connection.closed(Ending.RECORDER_CLOSED, reason, now);
    context.sink().missed(new MissedConnection(origin.server(), origin.caller(), reason, now));
  }

  private static String text(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
