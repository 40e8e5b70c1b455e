package dev.postgreswire.agent.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.Json;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;

/**
 * What the recording of a cell has to say: what the application's {@code Conversation} says, as
 * this driver says it.
 */
final class RecordedCell {
  private static final TestServer SERVER = TestServer.current();
  private static final String NUMBERS =
      "select id, name from (values (1, 'one'), (2, 'two'), (3, 'three')) v (id, name)"
          + " where id >= $1 and name <> $2 order by id";
  private static final int LARGE_ROWS = 300;
  private static final String LARGE_PARAMETER = "x".repeat(100_000);

  private static final Set<String> ENDED = Set.of("TERMINATED");
  private static final Set<String> ENDED_IN_TLS = Set.of("TERMINATED", "RESET_BY_CLIENT");

  private final Cell cell;
  private final JsonConnection connection;
  private final SoftAssertions softly = new SoftAssertions();

  private RecordedCell(Cell cell, JsonConnection connection) {
    this.cell = cell;
    this.connection = connection;
  }

  /** Returns the one connection of a cell. */
  static JsonConnection find(Cell cell, JsonRecording recording) {
    List<JsonConnection> found = recording.withParameter(cell.name());
    assertThat(found).as("connections of %s", cell).hasSize(1);
    return found.get(0);
  }

  static void check(Cell cell, JsonRecording recording) {
    RecordedCell recorded = new RecordedCell(cell, find(cell, recording));
    recorded.checkOpening();
    recorded.checkTls();
    recorded.checkStartup();
    recorded.checkAuthentication();
    recorded.checkStatements();
    recorded.checkEnd();
    recorded.softly.assertAll();
  }

  private void checkOpening() {
    Map<String, Object> opened = connection.event("opened").orElseThrow();
    String server =
        cell.isUnix() ? "/tmp/.s.PGSQL." + SERVER.port() : SERVER.host() + ":" + SERVER.port();
    softly.assertThat(opened).containsEntry("server", server).containsEntry("partial", false);
    softly.assertThat(opened.get("thread")).as("thread").isNotNull();
  }

  private void checkTls() {
    boolean asked = cell.tls() == Tls.REQUIRE || cell.tls() == Tls.VERIFY_FULL;
    softly.assertThat(connection.messages("SSLRequest")).hasSize(asked ? 1 : 0);
    softly.assertThat(connection.event("tls").isPresent()).isEqualTo(cell.tls() != Tls.OFF);
    connection
        .event("tls")
        .ifPresent(
            tls -> {
              softly.assertThat(tls).containsEntry("version", "TLSv1.3");
              if (cell.tls() == Tls.DIRECT) {
                softly.assertThat(tls).containsEntry("alpn", "postgresql");
              }
            });
    softly.assertThat(connection.messages("TlsRecord")).as("not decrypted").isEmpty();
    softly.assertThat(connection.messages("Undecoded")).isEmpty();
    softly.assertThat(connection.event("note")).isEmpty();
    softly.assertThat(connection.event("gap")).isEmpty();
  }

  private void checkStartup() {
    softly
        .assertThat(connection.field("StartupMessage", "parameters").toString())
        .contains("name=user, value=" + TestRole.SCRAM.userName())
        .contains("name=database, value=" + SERVER.database());
  }

  private void checkAuthentication() {
    softly.assertThat(connection.messages("AuthenticationOk")).hasSize(1);
    if (cell.isUnix()) {
      softly.assertThat(connection.messages("AuthenticationSASL")).as("trusted").isEmpty();
      return;
    }
    softly.assertThat(connection.messages("AuthenticationSASLFinal")).hasSize(1);
    softly
        .assertThat(connection.field("SASLInitialResponse", "mechanism"))
        .isEqualTo(cell.bindsChannel() ? "SCRAM-SHA-256-PLUS" : "SCRAM-SHA-256");
    if (cell.bindsChannel()) {
      softly
          .assertThat(connection.field("SASLInitialResponse", "data.channelBindingType"))
          .isEqualTo("tls-server-end-point");
    }
  }

  private void checkStatements() {
    softly
        .assertThat(connection.sql())
        .contains(
            NUMBERS,
            "select 1 / $1::int4",
            "select repeat(md5(n::text), 32) from generate_series(1, $1::int4) n",
            "select length($1::text)");
    softly
        .assertThat(connection.parameters())
        .containsSubsequence(
            List.of("2", cell.name()),
            List.of("3", cell.name()),
            List.of("0"),
            List.of(Integer.toString(LARGE_ROWS)),
            List.of(LARGE_PARAMETER),
            List.of("1", cell.name()));
    softly.assertThat(connection.messages("DataRow")).hasSizeGreaterThanOrEqualTo(LARGE_ROWS);
    softly
        .assertThat(connection.messages("ErrorResponse"))
        .singleElement()
        .satisfies(error -> assertThat(Json.at(error, "fields.code")).isEqualTo("22012"));
  }

  private void checkEnd() {
    softly.assertThat(connection.types("F")).endsWith("Terminate");
    Map<String, Object> closed = connection.event("closed").orElseThrow();
    // Who closes without having read TLS's close_notify resets the connection; whether the recorder
    // has decrypted Terminate by then is a matter of time.
    softly.assertThat(closed.get("ending")).isIn(cell.tls() == Tls.OFF ? ENDED : ENDED_IN_TLS);
    if (cell.tls() == Tls.OFF) {
      softly.assertThat(count(closed, "frontendBytes")).isEqualTo(connection.bytes("F"));
      softly.assertThat(count(closed, "backendBytes")).isEqualTo(connection.bytes("B"));
    }
  }

  private static long count(Map<String, Object> closed, String key) {
    return Long.parseLong(closed.get(key).toString());
  }
}
