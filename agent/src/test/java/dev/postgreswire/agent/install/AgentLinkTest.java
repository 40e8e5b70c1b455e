package dev.postgreswire.agent.install;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.postgreswire.agent.AgentOptions;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgentLinkTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Caller MAIN = new Caller("main", "com.example.App.main(App.java:3)");
  private static final ConnectionOrigin ORIGIN =
      new ConnectionOrigin("db:5432", "127.0.0.1:4711", MAIN, "", false);

  private final Recorders recorders = new Recorders();
  private final AgentLink link =
      new AgentLink(
          new AgentContext(null, AgentOptions.defaults(), recorders, recorders, () -> MAIN), "1.2");
  private final Recorder recorder = new Recorder();

  @Test
  void describesTheAgent() {
    register(recorder);
    recorders.missed(new MissedConnection("/tmp/.s.PGSQL.5432", MAIN, "a Unix socket", NOON));

    assertThat(link.apply("describe", new Object[0]))
        .isEqualTo(Map.of("version", "1.2", "route", "LOOPBACK", "recorders", 1, "missed", 1));
  }

  @Test
  void saysWhichQuestionItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> link.apply("sing", new Object[0]))
        .withMessage("the agent knows no question sing");
  }

  @Test
  void tellsARecorderEverythingByTypesOfTheJdk() {
    register(recorder);

    WireSink.Connection connection = recorders.opened(ORIGIN, NOON);
    connection.writtenBy(MAIN, 0);
    connection.bytes(Direction.FRONTEND, ascii("hello"), NOON);
    connection.bytes(Direction.BACKEND, ascii("world"), NOON);
    connection.gap(Direction.BACKEND, 7, NOON);
    connection.note("a remark", NOON);
    connection.ended(Direction.FRONTEND, NOON);
    connection.closed(Ending.TERMINATED, "detail", NOON);
    recorders.secret(new TlsSecret("CLIENT_RANDOM", Bytes.ofHex("01"), Bytes.ofHex("02")));
    recorders.missed(new MissedConnection("db:1", MAIN, "no hook", NOON));

    String main = "main com.example.App.main(App.java:3)";
    assertThat(recorder.told)
        .containsExactly(
            "opened db:5432 127.0.0.1:4711 " + main + " false " + NOON,
            "1: writtenBy " + main + " 0",
            "1: bytes true hello " + NOON,
            "1: bytes false world " + NOON,
            "1: gap false 7 " + NOON,
            "1: note a remark " + NOON,
            "1: ended true " + NOON,
            "1: closed TERMINATED detail " + NOON,
            "secret CLIENT_RANDOM [1] [2]",
            "missed db:1 " + main + " no hook " + NOON);
  }

  @Test
  void consumesTheBufferWhateverTheRecorderDoes() {
    register(recorder);
    ByteBuffer bytes = ascii("hello");

    recorders.opened(ORIGIN, NOON).bytes(Direction.FRONTEND, bytes, NOON);

    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void tellsWhoComesLateOfAPartialConnection() {
    WireSink.Connection connection = recorders.opened(ORIGIN, NOON);
    connection.bytes(Direction.FRONTEND, ascii("early"), NOON);

    register(recorder);
    connection.bytes(Direction.FRONTEND, ascii("late"), NOON);
    connection.writtenBy(MAIN, 5);

    assertThat(recorder.told)
        .containsExactly(
            "opened db:5432 127.0.0.1:4711 main com.example.App.main(App.java:3) true " + NOON,
            "1: bytes true late " + NOON,
            "1: writtenBy main com.example.App.main(App.java:3) 0");
  }

  @Test
  void tellsNothingMoreAfterUnregister() {
    register(recorder);
    register(recorder);
    WireSink.Connection connection = recorders.opened(ORIGIN, NOON);
    link.apply("unregister", new Object[] {recorder});
    connection.bytes(Direction.FRONTEND, ascii("unheard"), NOON);

    assertThat(recorder.told).singleElement().asString().startsWith("opened");
    assertThat(recorders.isEmpty()).isTrue();
  }

  @Test
  void aRecorderMayHaveNoInterestInAConnection() {
    register((what, arguments) -> null);

    recorders.opened(ORIGIN, NOON).bytes(Direction.FRONTEND, ascii("hello"), NOON);

    assertThat(recorders.isEmpty()).isFalse();
  }

  @Test
  void aRecorderThatFailsIsLeftAloneAndTheOthersGoOn() {
    register(
        (what, arguments) -> {
          throw new StackOverflowError();
        });
    register(recorder);

    recorders.opened(ORIGIN, NOON).bytes(Direction.FRONTEND, ascii("hello"), NOON);

    assertThat(recorder.told).hasSize(2);
    assertThat(recorders.count()).isEqualTo(1);
  }

  @Test
  void drainsEveryWayThatThereIs() {
    List<String> waited = new ArrayList<>();
    recorders.onDrain(
        most -> {
          waited.add("first");
          return Optional.empty();
        });
    assertThat(drain()).isNull();

    recorders.onDrain(most -> Optional.of("4 bytes to db:5432"));

    assertThat(drain()).isEqualTo("4 bytes to db:5432");
    assertThat(waited).containsExactly("first", "first");
  }

  private Object drain() {
    return link.apply("drain", new Object[] {Duration.ofMinutes(5)});
  }

  private void register(BiFunction<String, Object[], Object> whom) {
    link.apply("register", new Object[] {whom});
  }

  private static ByteBuffer ascii(String text) {
    return US_ASCII.encode(text);
  }

  /** Writes down what it is told. */
  private static final class Recorder implements BiFunction<String, Object[], Object> {
    private final List<String> told = new ArrayList<>();
    private int connections;

    @Override
    public Object apply(String what, Object[] arguments) {
      told.add(line(what, arguments));
      if (!what.equals("opened")) {
        return null;
      }
      int number = ++connections;
      return (BiFunction<String, Object[], Object>)
          (event, details) -> {
            told.add(number + ": " + line(event, details));
            return null;
          };
    }

    private static String line(String what, Object[] arguments) {
      return Stream.concat(Stream.of(what), Stream.of(arguments).map(Recorder::text))
          .collect(Collectors.joining(" "));
    }

    private static String text(Object argument) {
      if (argument instanceof ByteBuffer buffer) {
        return US_ASCII.decode(buffer.duplicate()).toString();
      }
      return argument instanceof byte[] bytes
          ? java.util.Arrays.toString(bytes)
          : String.valueOf(argument);
    }
  }
}
