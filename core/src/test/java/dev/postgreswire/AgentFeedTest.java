package dev.postgreswire;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.Window;
import dev.postgreswire.testing.AgentByHand;
import dev.postgreswire.testing.WireScript;
import java.time.Instant;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class AgentFeedTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static final ConnectionOrigin ORIGIN =
      new ConnectionOrigin(
          "db.example:5432",
          "127.0.0.1:4711",
          new Caller("main", "com.example.Shop.open(Shop.java:7)"),
          "",
          false);

  private final Recorder recorder = new Recorder(RecorderOptions.defaults());
  private final Window window = recorder.openWindow("test");
  private final AgentFeed feed = new AgentFeed(recorder, server -> !server.equals("other:5432"));

  @Test
  void recordsWhatTheAgentTells() {
    AgentByHand agent = new AgentByHand();
    agent.apply("register", new Object[] {feed});
    WireScript.session()
        .client(query("select 1"))
        .server(tag("SELECT 0"), IDLE)
        .closed(Ending.CLOSED_BY_CLIENT)
        .playOn(agent.opened(ORIGIN, NOON));

    RecordedConnection connection = window.recording().connections().get(0);
    assertThat(connection.origin()).isEqualTo(ORIGIN.openedBy("test"));
    assertThat(connection.openedAt()).isEqualTo(NOON);
    assertThat(connection.startupParameter("user")).contains("alice");
    assertThat(connection.statements()).extracting(Statement::sql).containsExactly("select 1");
    assertThat(connection.ending()).isEqualTo(Ending.CLOSED_BY_CLIENT);
  }

  @Test
  void takesNoInterestInOtherServers() {
    assertThat(open("other:5432")).isNull();
    assertThat(window.recording().isEmpty()).isTrue();
  }

  @Test
  void ignoresWhatOnlyANewerAgentSays() {
    assertThat(feed.apply("weather", new Object[] {"fine"})).isNull();

    BiFunction<String, Object[], Object> connection = open("db:5432");
    Object[] closed = {"EVAPORATED", "by the sun", NOON, "and more"};
    assertThat(connection.apply("weather", new Object[] {"fine"})).isNull();
    assertThat(connection.apply("closed", closed)).isNull();

    RecordedConnection recorded = window.recording().connections().get(0);
    assertThat(recorded.ending()).isEqualTo(Ending.CLOSED_BY_CLIENT);
    assertThat(recorded.endDetail()).isEqualTo("by the sun");
  }

  @SuppressWarnings("unchecked")
  private BiFunction<String, Object[], Object> open(String server) {
    Object[] arguments = {server, "127.0.0.1:4711", "main", "", false, NOON};
    return (BiFunction<String, Object[], Object>) feed.apply("opened", arguments);
  }
}
