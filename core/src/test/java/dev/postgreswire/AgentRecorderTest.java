package dev.postgreswire;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.testing.AgentByHand;
import dev.postgreswire.testing.WireScript;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Recorders that an agent feeds. */
class AgentRecorderTest {
  private final AgentByHand agent = new AgentByHand();
  private final InstalledAgent installed = new InstalledAgent(agent);
  private final JvmRecorder jvm = new JvmRecorder(installed);

  @Test
  void theApplicationKeepsTheServersOwnAddress() {
    WireRecorder recorder =
        open("jdbc:postgresql://db.example:6000/shop?sslmode=verify-full&user=alice");

    assertThat(recorder.jdbcUrl())
        .isEqualTo("jdbc:postgresql://db.example:6000/shop?sslmode=verify-full&user=alice");
    assertThat(recorder.wire().r2dbcUrl("other"))
        .isEqualTo("r2dbc:postgresql://db.example:6000/other?sslmode=verify-full&user=alice");
    assertThat(recorder.wire().host()).isEqualTo("db.example");
    assertThat(recorder.wire().port()).isEqualTo(6000);
    assertThat(recorder.wire().listensAt()).isEmpty();
    assertThat(open("[::1]:6000").jdbcUrl("shop")).isEqualTo("jdbc:postgresql://[::1]:6000/shop");
  }

  @Test
  void recordsItsServersConnectionsOnly() {
    WireRecorder recorder = open("localhost:5432");
    say("127.0.0.1:5432", "select 'by number'");
    say("LocalHost:5432", "select 'by name'");
    say("[::1]:5432", "select 'by IPv6'");
    say("127.0.0.1:5433", "select 'elsewhere'");
    say("192.0.2.1:5432", "select 'far away'");
    say("/tmp/.s.PGSQL.5432", "select 'by file'");

    assertThat(recorder.recording().statements())
        .extracting(Statement::sql)
        .containsExactly("select 'by number'", "select 'by name'", "select 'by IPv6'");
  }

  @Test
  void recordsNothingMoreOnceItIsClosed() {
    WireRecorder recorder = open("localhost:5432");
    WireSink.Connection connection = agent.opened(to("127.0.0.1:5432"));
    WireScript.session().client(query("select 1")).server(tag("SELECT 0"), IDLE).playOn(connection);
    recorder.close();
    WireScript.script().client(query("select 2")).server(tag("SELECT 0"), IDLE).playOn(connection);

    assertThat(recorder.recording().connections())
        .singleElement()
        .satisfies(it -> assertThat(it.ending()).isEqualTo(Ending.RECORDER_CLOSED))
        .satisfies(it -> assertThat(it.statements()).hasSize(1));
    assertThat(agent.recorders()).isEqualTo(1); // that of the JVM
  }

  @Test
  void asksTheAgentForWhatIsUnderWay() {
    agent.pending("12 bytes to db:5432 are not recorded yet");

    assertThatExceptionOfType(WireBarrierException.class)
        .isThrownBy(() -> open("localhost:5432").recording())
        .withMessage(
            "Not all that the application wrote could be recorded within 2000 ms:\n"
                + "  12 bytes to db:5432 are not recorded yet");
  }

  @Test
  void aWindowOfTheJvmShowsAllServersOrOne() {
    PostgresWire all = ofJvm(Optional.empty()).window("all");
    PostgresWire one = ofJvm(Optional.of(WireTarget.of("127.0.0.1", 5432))).window("one");
    say("127.0.0.1:5432", "select 'here'");
    say("192.0.2.1:5432", "select 'there'");

    assertThat(all).statements().hasSize(2);
    assertThat(one).singleConnection();
    assertThat(one).statements().hasSize(1).first().hasSql("select 'here'");
  }

  @Test
  void aWindowOfTheJvmSeesConnectionsThatWereOpenBefore() {
    WireSink.Connection connection = agent.opened(to("127.0.0.1:5432"));
    WireScript.session().playOn(connection);
    PostgresWire wire = ofJvm(Optional.of(WireTarget.of("localhost", 5432))).window("test");
    WireScript.script().client(query("select 1")).server(tag("SELECT 0"), IDLE).playOn(connection);

    assertThat(wire).singleConnection().hasStartupParameter("user", "alice");
    assertThat(wire).statements().hasSize(1);
  }

  @Test
  void noServerNoAddress() {
    PostgresWire wire = ofJvm(Optional.empty()).window("test");

    assertThat(wire.target()).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(wire::jdbcUrl)
        .withMessage(
            "no server was named, so there is no address to give: the agent records whatever server"
                + " the application connects to by itself; write @RecordPostgresWire(target ="
                + " \"localhost:5432\") to name one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ofJvm(Optional.empty()).window("test", WireTarget.of("db", 5432)))
        .withMessage("this recorder is of no server in particular, not of db:5432");
  }

  @Test
  void tellsWhyNothingCame() {
    PostgresWire all = ofJvm(Optional.empty()).window("all");
    PostgresWire one = ofJvm(Optional.of(WireTarget.of("127.0.0.1", 5432))).window("one");

    assertThatThrownBy(() -> assertThat(all).statements().isEmpty())
        .hasMessageContaining("  The agent records what this JVM says to any server. The");
    assertThatThrownBy(() -> assertThat(one).statements().isEmpty())
        .hasMessageContaining("what this JVM says to the server 127.0.0.1:5432. The application");
  }

  @Test
  void withoutAnAgentThereIsNoRecorderOfTheJvm() {
    assertThat(WireRecorder.hasAgent()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(WireRecorder::ofThisJvm)
        .withMessage(
            "there is no agent in this JVM; start it with -javaagent:postgres-wire-agent.jar");
  }

  private WireRecorder open(String target) {
    return new WireRecorder(
        WireTarget.parse(target),
        WireRecorderOptions.defaults().withBarrierTimeout(Duration.ofSeconds(2)),
        Optional.of(installed));
  }

  private WireRecorder ofJvm(Optional<WireTarget> target) {
    return new WireRecorder(jvm, target, WireRecorderOptions.defaults());
  }

  private void say(String server, String sql) {
    WireScript.session()
        .client(query(sql))
        .server(tag("SELECT 0"), IDLE)
        .closed(Ending.CLOSED_BY_CLIENT)
        .playOn(agent.opened(to(server)));
  }

  private static ConnectionOrigin to(String server) {
    return ConnectionOrigin.of(server, "127.0.0.1:4711");
  }
}
