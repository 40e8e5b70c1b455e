package dev.postgreswire;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * What the agent tells, for a sink of this PostgresWire. The agent may be of another version: what
 * is not known here is ignored.
 */
final class AgentFeed implements BiFunction<String, Object[], Object> {
  private final WireSink sink;
  private final Predicate<String> servers;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  /**
   * Creates one.
   *
   * @param servers which servers are of interest, by their addresses
   */
  AgentFeed(WireSink sink, Predicate<String> servers) {
    this.sink = sink;
    this.servers = servers;
  }

  @Override
  public Object apply(String what, Object[] arguments) {
    Told told = new Told(arguments);
    return switch (what) {
      case "opened" -> opened(told);
      case "secret" -> secret(told);
      case "missed" -> missed(told);
      default -> null;
    };
  }

  private Object opened(Told told) {
    String server = told.text();
    if (!servers.test(server)) {
      return null;
    }
    ConnectionOrigin origin =
        new ConnectionOrigin(server, told.text(), told.caller(), "", told.yes());
    Connection connection = new Connection(sink.opened(origin, told.time()));
    open.add(connection);
    return connection;
  }

  /** Nothing more will come: connections that are open are so no longer for the recorder. */
  void close() {
    open.forEach(it -> it.connection.closed(Ending.RECORDER_CLOSED, ""));
  }

  private Object secret(Told told) {
    sink.secret(new TlsSecret(told.text(), told.bytes(), told.bytes()));
    return null;
  }

  private Object missed(Told told) {
    MissedConnection missed =
        new MissedConnection(told.text(), told.caller(), told.text(), told.time());
    if (missed.server().isEmpty() || servers.test(missed.server())) {
      sink.missed(missed);
    }
    return null;
  }

  /** One connection. */
  private final class Connection implements BiFunction<String, Object[], Object> {
    private final WireSink.Connection connection;

    Connection(WireSink.Connection connection) {
      this.connection = connection;
    }

    @Override
    public Object apply(String what, Object[] arguments) {
      Told told = new Told(arguments);
      switch (what) {
        case "bytes" -> connection.bytes(told.direction(), told.buffer(), told.time());
        case "writtenBy" -> connection.writtenBy(told.caller(), told.number());
        case "gap" -> connection.gap(told.direction(), told.number(), told.time());
        case "ended" -> connection.ended(told.direction(), told.time());
        case "closed" -> closed(told);
        case "note" -> connection.note(told.text(), told.time());
        default -> {}
      }
      return null;
    }

    private void closed(Told told) {
      connection.closed(told.ending(), told.text(), told.time());
      open.remove(this);
    }
  }

  /** Arguments, one after the other. */
  private static final class Told {
    private final Object[] arguments;
    private int next;

    Told(Object[] arguments) {
      this.arguments = arguments;
    }

    private Object next() {
      return arguments[next++];
    }

    String text() {
      return (String) next();
    }

    boolean yes() {
      return (Boolean) next();
    }

    long number() {
      return (Long) next();
    }

    Instant time() {
      return (Instant) next();
    }

    ByteBuffer buffer() {
      return (ByteBuffer) next();
    }

    Bytes bytes() {
      return Bytes.of((byte[]) next());
    }

    Caller caller() {
      return new Caller(text(), text());
    }

    Direction direction() {
      return yes() ? Direction.FRONTEND : Direction.BACKEND;
    }

    /** An end of which only a newer agent knows is an end all the same. */
    Ending ending() {
      String name = text();
      return Arrays.stream(Ending.values())
          .filter(ending -> ending.name().equals(name))
          .findFirst()
          .orElse(Ending.CLOSED_BY_CLIENT);
    }
  }
}
