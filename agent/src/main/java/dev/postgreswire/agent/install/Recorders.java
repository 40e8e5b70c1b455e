package dev.postgreswire.agent.install;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who records at the time: the agent's own outputs, a test's recorder, both, or nobody. Each
 * connection is told to those that were there when it opened.
 *
 * <p>Safe for use by several threads.
 */
public final class Recorders implements WireSink {
  private final List<WireSink> sinks = new CopyOnWriteArrayList<>();
  private final AtomicInteger opened = new AtomicInteger();

  /** Creates one without anybody who records. */
  public Recorders() {}

  /** Returns whether anybody records. */
  public boolean isEmpty() {
    return sinks.isEmpty();
  }

  /** Adds somebody who records the connections that open from now on. */
  public void add(WireSink sink) {
    sinks.add(sink);
  }

  /** Removes somebody; connections that are open are told on. */
  public void remove(WireSink sink) {
    sinks.remove(sink);
  }

  @Override
  public Connection opened(ConnectionOrigin origin, Instant time) {
    List<Connection> connections = new ArrayList<>();
    sinks.forEach(sink -> connections.add(sink.opened(origin, time)));
    return connections.size() == 1
        ? connections.get(0)
        : new Several(opened.incrementAndGet(), connections);
  }

  @Override
  public void secret(TlsSecret secret) {
    sinks.forEach(sink -> sink.secret(secret));
  }

  @Override
  public void missed(MissedConnection connection) {
    sinks.forEach(sink -> sink.missed(connection));
  }

  /** One connection that several record. */
  private record Several(int id, List<Connection> connections) implements Connection {
    @Override
    public void bytes(Direction direction, ByteBuffer bytes, Instant time) {
      connections.forEach(each -> each.bytes(direction, bytes.duplicate(), time));
      bytes.position(bytes.limit());
    }

    @Override
    public void writtenBy(Caller caller, long from) {
      connections.forEach(each -> each.writtenBy(caller, from));
    }

    @Override
    public void gap(Direction direction, long count, Instant time) {
      connections.forEach(each -> each.gap(direction, count, time));
    }

    @Override
    public void ended(Direction direction, Instant time) {
      connections.forEach(each -> each.ended(direction, time));
    }

    @Override
    public void closed(Ending how, String detail, Instant time) {
      connections.forEach(each -> each.closed(how, detail, time));
    }

    @Override
    public void note(String text, Instant time) {
      connections.forEach(each -> each.note(text, time));
    }
  }
}
