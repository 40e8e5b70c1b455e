package dev.postgreswire.testing;

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
import java.util.function.BiFunction;

/**
 * Stands in for an agent: answers what it is asked, and tells the recorders that register what
 * somebody says to it as to a {@link WireSink}. That the agent does the same is tested with the
 * agent.
 */
public final class AgentByHand implements WireSink, BiFunction<String, Object[], Object> {
  private final List<BiFunction<String, Object[], Object>> recorders = new ArrayList<>();
  private String pending;
  private int opened;

  /** Creates one that nobody has registered with. */
  public AgentByHand() {}

  /** Returns how many recorders are registered. */
  public int recorders() {
    return recorders.size();
  }

  /** Has something be under way for ever. */
  public void pending(String what) {
    pending = what;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object apply(String question, Object[] arguments) {
    switch (question) {
      case "register" -> recorders.add((BiFunction<String, Object[], Object>) arguments[0]);
      case "unregister" -> recorders.remove(arguments[0]);
      case "drain" -> {
        return pending;
      }
      default -> throw new IllegalArgumentException(question);
    }
    return null;
  }

  private List<Object> tell(String what, Object... arguments) {
    return recorders.stream().map(recorder -> recorder.apply(what, arguments)).toList();
  }

  @Override
  @SuppressWarnings("unchecked")
  public Connection opened(ConnectionOrigin origin, Instant time) {
    Caller caller = origin.caller();
    List<BiFunction<String, Object[], Object>> interested = new ArrayList<>();
    for (BiFunction<String, Object[], Object> recorder : recorders) {
      Object[] arguments = {
        origin.server(), origin.client(), caller.thread(), caller.frame(), origin.partial(), time
      };
      Object connection = recorder.apply("opened", arguments);
      if (connection != null) {
        interested.add((BiFunction<String, Object[], Object>) connection);
      }
    }
    return new Told(++opened, interested);
  }

  @Override
  public void secret(TlsSecret secret) {
    tell(
        "secret",
        secret.label(),
        secret.clientRandom().toByteArray(),
        secret.secret().toByteArray());
  }

  @Override
  public void missed(MissedConnection missed) {
    Caller caller = missed.caller();
    tell(
        "missed", missed.server(), caller.thread(), caller.frame(), missed.reason(), missed.time());
  }

  private record Told(int id, List<BiFunction<String, Object[], Object>> connections)
      implements Connection {
    private void tell(String what, Object... arguments) {
      for (BiFunction<String, Object[], Object> connection : connections) {
        Object answer = connection.apply(what, arguments);
        if (answer != null) {
          throw new IllegalStateException("nobody asked for " + answer);
        }
      }
    }

    @Override
    public void bytes(Direction direction, ByteBuffer bytes, Instant time) {
      connections.forEach(
          connection -> new Told(id, List.of(connection)).told(direction, bytes.duplicate(), time));
    }

    private void told(Direction direction, ByteBuffer bytes, Instant time) {
      tell("bytes", direction == Direction.FRONTEND, bytes, time);
    }

    @Override
    public void writtenBy(Caller caller, long from) {
      tell("writtenBy", caller.thread(), caller.frame(), from);
    }

    @Override
    public void gap(Direction direction, long count, Instant time) {
      tell("gap", direction == Direction.FRONTEND, count, time);
    }

    @Override
    public void ended(Direction direction, Instant time) {
      tell("ended", direction == Direction.FRONTEND, time);
    }

    @Override
    public void closed(Ending how, String detail, Instant time) {
      tell("closed", how.name(), detail, time);
    }

    @Override
    public void note(String text, Instant time) {
      tell("note", text, time);
    }
  }
}
