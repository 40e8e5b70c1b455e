package dev.postgreswire.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.message.SqlState;
import dev.postgreswire.recording.Authentication;
import dev.postgreswire.recording.CopyDirection;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The system's psql through the recorder: a client that is not Java. */
class PsqlTest {
  @TempDir Path folder;

  @BeforeAll
  static void skipWithoutPsql() {
    Psql.assumeInstalled();
  }

  static Stream<TestServer> servers() {
    return TestServer.all();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void everyRoleLogsIn(TestServer server) throws Exception {
    for (TestRole role : Session.roles().toList()) {
      Recording recording = record(server, role, "select current_user;\n", role.userName());

      assertThat(recording.connections())
          .singleElement()
          .satisfies(connection -> assertThat(connection.ending()).isEqualTo(Ending.TERMINATED))
          .extracting(connection -> connection.authentication())
          .matches(Authentication::succeeded);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void queriesAndErrors(TestServer server) throws Exception {
    String script =
        """
        select 1 as one, 'ä' as two;
        select 1/0;
        begin;
        create temporary table psql_t (id int primary key);
        insert into psql_t values (1), (2), (3);
        insert into psql_t values (1);
        rollback;
        \\set FETCH_COUNT 2
        select generate_series(1, 5);
        \\d pg_class
        """;
    Recording recording = record(server, TestRole.TRUST, script, "division by zero");

    assertThat(recording.statements())
        .extracting(Statement::sql)
        .startsWith("select 1 as one, 'ä' as two;", "select 1/0;", "begin;");
    assertThat(recording.errors())
        .extracting(error -> error.sqlState())
        .containsExactly(new SqlState("22012"), new SqlState("23505"));
    assertThat(recording.statements())
        .filteredOn(statement -> statement.sql().startsWith("FETCH"))
        .extracting(Statement::returnedRows)
        .containsExactly(2L, 2L, 1L);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void copiesInAndOut(TestServer server) throws Exception {
    Path file = Files.writeString(folder.resolve("rows"), "1\tone\n2\tzwölf\n");
    String script =
        """
        create temporary table psql_c (id int, name text);
        \\copy psql_c from '%s'
        copy psql_c from stdin;
        3\tthree
        \\.
        \\copy psql_c from program 'echo not a number'
        \\copy (select * from psql_c order by id) to '%s'
        \\copy psql_c to stdout
        """
            .formatted(file, folder.resolve("copied"));
    Recording recording = record(server, TestRole.TRUST, script, "3\tthree");

    assertThat(folder.resolve("copied")).hasContent("1\tone\n2\tzwölf\n3\tthree\n");
    assertThat(recording.copies())
        .extracting(copy -> copy.direction())
        .containsExactly(
            CopyDirection.IN,
            CopyDirection.IN,
            CopyDirection.IN,
            CopyDirection.OUT,
            CopyDirection.OUT);
    assertThat(recording.copies().get(3).lines()).containsExactly("1\tone", "2\tzwölf", "3\tthree");
    assertThat(recording.errors())
        .singleElement()
        .extracting(error -> error.sqlState())
        .isEqualTo(new SqlState("22P02"));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void listensAndNotifies(TestServer server) throws Exception {
    String script =
        """
        listen psql_channel;
        notify psql_channel, 'grüße';
        select 'the end';
        """;
    Recording recording =
        record(server, TestRole.TRUST, script, "\"psql_channel\" with payload \"grüße\"");

    assertThat(recording.notifications())
        .singleElement()
        .satisfies(
            notification -> {
              assertThat(notification.channel()).isEqualTo("psql_channel");
              assertThat(notification.payload()).isEqualTo("grüße");
            });
  }

  @ParameterizedTest
  @MethodSource("servers")
  void largeObjects(TestServer server) throws Exception {
    Path file = Files.writeString(folder.resolve("object"), "large".repeat(10_000));
    Path copy = folder.resolve("exported");
    String script =
        """
        \\lo_import '%s'
        \\lo_export :LASTOID '%s'
        \\lo_unlink :LASTOID
        """
            .formatted(file, copy);
    Recording recording = record(server, TestRole.TRUST, script, "lo_unlink");

    assertThat(copy).hasSameTextualContentAs(file);
    assertThat(recording.messages())
        .extracting(message -> message.name())
        .contains("FunctionCall", "FunctionCallResponse");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void cancels(TestServer server) throws Exception {
    // The notice shows that the statement runs: from then on, an interrupt is for it.
    String script =
        """
        do $$ begin raise notice 'it runs'; perform pg_sleep(3600); end $$;
        """;
    try (WireRecorder recorder = WireRecorder.open(server.host(), server.port());
        Psql psql = Psql.start(recorder.port(), TestRole.TRUST, script)) {
      psql.await("it runs");
      psql.interrupt();
      assertThat(psql.rest()).contains("canceling statement due to user request");
      Recording recording = recorder.recording();

      RecordingChecks.check(recording);
      assertThat(recording.cancels())
          .singleElement()
          .satisfies(
              cancel -> {
                assertThat(cancel.victimConnectionId())
                    .hasValue(recording.connections().get(0).id());
                assertThat(cancel.effect().orElseThrow().sqlState())
                    .isEqualTo(new SqlState("57014"));
              });
    }
  }

  /** Records a script; what psql says must contain {@code said}. */
  private static Recording record(TestServer server, TestRole role, String script, String said)
      throws Exception {
    try (WireRecorder recorder = WireRecorder.open(server.host(), server.port())) {
      assertThat(Psql.run(recorder.port(), role, script)).contains(said);
      Recording recording = recorder.recording();
      RecordingChecks.check(recording);
      return recording;
    }
  }
}
