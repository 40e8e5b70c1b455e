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
import java.util.function.BiFunction;

/**
 * Tells a recorder what an agent would tell it, by types of the JDK only. That the agent does so is
 * tested with the agent.
 */
public final class AgentByHand implements WireSink {
  /** A connection that somebody has opened. */
  public static final ConnectionOrigin ORIGIN =
      new ConnectionOrigin(
          "db.example:5432",
          "127.0.0.1:4711",
          new Caller("main", "com.example.Shop.open(Shop.java:7)"),
          "",
          false);

  private final BiFunction<String, Object[], Object> recorder;
  private int opened;

  private AgentByHand(BiFunction<String, Object[], Object> recorder) {
    this.recorder = recorder;
  }

  /** Returns a sink by which {@code recorder} is told. */
  public static AgentByHand telling(BiFunction<String, Object[], Object> recorder) {
    return new AgentByHand(recorder);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Connection opened(ConnectionOrigin origin, Instant time) {
    Object[] arguments = {
      origin.server(),
      origin.client(),
      origin.caller().thread(),
      origin.caller().frame(),
      origin.partial(),
      time
    };
    return new Told(
        ++opened, (BiFunction<String, Object[], Object>) recorder.apply("opened", arguments));
  }

  @Override
  public void secret(TlsSecret secret) {
    recorder.apply(
        "secret",
        new Object[] {
          secret.label(), secret.clientRandom().toByteArray(), secret.secret().toByteArray()
        });
  }

  @Override
  public void missed(MissedConnection missed) {
    recorder.apply(
        "missed",
        new Object[] {
          missed.server(),
          missed.caller().thread(),
          missed.caller().frame(),
          missed.reason(),
          missed.time()
        });
  }

  private record Told(int id, BiFunction<String, Object[], Object> connection)
      implements Connection {
    private void tell(String what, Object... arguments) {
      connection.apply(what, arguments);
    }

    @Override
    public void bytes(Direction direction, ByteBuffer bytes, Instant time) {
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
