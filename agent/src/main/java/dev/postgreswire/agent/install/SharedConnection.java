package dev.postgreswire.agent.install;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.SteadyClock;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A connection that all who record are told of, each from when on he does. */
final class SharedConnection implements WireSink.Connection {
  private final int id;
  private final Recorders recorders;
  private final ConnectionOrigin origin;
  private final SteadyClock clock;
  private List<WireSink> known = List.of();
  private List<Line> lines = List.of();
  private long sentByClient;
  private Caller writer = Caller.UNKNOWN;

  SharedConnection(int id, Recorders recorders, ConnectionOrigin origin, Instant time) {
    this.id = id;
    this.recorders = recorders;
    this.origin = origin;
    this.clock = SteadyClock.since(time);
    join(origin, time);
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void bytes(Direction direction, ByteBuffer bytes, Instant time) {
    int count = direction == Direction.FRONTEND ? bytes.remaining() : 0;
    tell(lines(count, time), line -> line.connection.bytes(direction, bytes.duplicate(), time));
    bytes.position(bytes.limit());
  }

  @Override
  public void writtenBy(Caller caller, long from) {
    // Who came late counts from when he came.
    tell(
        now(caller),
        line -> line.connection.writtenBy(caller, Math.max(0, from - line.sentBefore)));
  }

  @Override
  public void gap(Direction direction, long count, Instant time) {
    int sent = direction == Direction.FRONTEND ? (int) Math.max(0, count) : 0;
    tell(lines(sent, time), line -> line.connection.gap(direction, count, time));
  }

  @Override
  public void ended(Direction direction, Instant time) {
    tell(lines(0, time), line -> line.connection.ended(direction, time));
  }

  @Override
  public void closed(Ending how, String detail, Instant time) {
    tell(lines(0, time), line -> line.connection.closed(how, detail, time));
  }

  @Override
  public void note(String text, Instant time) {
    tell(lines(0, time), line -> line.connection.note(text, time));
  }

  private void tell(List<Line> told, Consumer<Line> what) {
    for (Line line : told) {
      try {
        what.accept(line);
      } catch (Throwable e) {
        recorders.failed(line.sink, e);
      }
    }
  }

  /** Returns who is to be told of what comes now, knowing how many bytes of the client it is. */
  private synchronized List<Line> lines(int sent, Instant time) {
    if (known != recorders.sinks()) {
      join(partial(), time);
    }
    sentByClient += sent;
    return lines;
  }

  private synchronized List<Line> now(Caller caller) {
    writer = caller;
    return lines;
  }

  private ConnectionOrigin partial() {
    return new ConnectionOrigin(
        origin.server(), origin.client(), origin.caller(), origin.openedBy(), true);
  }

  /** Begins with those who are new, and forgets those who are gone. */
  private synchronized void join(ConnectionOrigin told, Instant time) {
    known = recorders.sinks();
    List<Line> joined = new ArrayList<>();
    for (WireSink sink : known) {
      Line before = line(sink);
      if (before != null) {
        joined.add(before);
      } else {
        open(sink, told, time, joined);
      }
    }
    lines = List.copyOf(joined);
  }

  private Line line(WireSink sink) {
    return lines.stream().filter(line -> line.sink == sink).findFirst().orElse(null);
  }

  private void open(WireSink sink, ConnectionOrigin told, Instant time, List<Line> opened) {
    try {
      WireSink.Connection connection = sink.opened(told, time);
      if (!writer.equals(Caller.UNKNOWN)) {
        connection.writtenBy(writer, 0); // a source tells only when it is somebody else
      }
      opened.add(new Line(sink, connection, sentByClient));
    } catch (Throwable e) {
      recorders.failed(sink, e);
    }
  }

  /**
   * Somebody who is told.
   *
   * @param sentBefore how many bytes the client had sent before
   */
  private record Line(WireSink sink, WireSink.Connection connection, long sentBefore) {}
}
