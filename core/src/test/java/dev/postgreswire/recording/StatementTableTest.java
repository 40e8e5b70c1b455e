package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.message.PortalSuspended;
import dev.postgreswire.testing.Messages;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.testing.WireScript;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StatementTableTest {
  @Test
  @Tag("outside")
  void showsEachStatementInALine() throws SQLException {
    String table =
        table(
            connection -> {
              connection.setAutoCommit(false);
              query(connection, 2, "select n\n  from generate_series(1, ?) n", 3);
              connection.commit();
              connection.setAutoCommit(true);
              query(connection, 0, "select ?", "two\nlines");
            });

    assertThat(table.replaceAll(" {2,}", "  ").replaceAll("\\d+\\.\\d  ", "").lines())
        .containsExactly(
            "#  conn  from  command  rows  ms  statement",
            "1  1  driver  SET  SET application_name = 'table'",
            "2  1  driver  BEGIN  BEGIN",
            "3  1  application  SELECT  3  select n from generate_series(1, $1) n  [3]"
                + "  (2 fetches, 2 rows at a time)",
            "4  1  driver  COMMIT  COMMIT",
            "5  1  application  SELECT  1  select $1  ['two lines']");
    int column = table.indexOf("statement");
    assertThat(table.lines().map(line -> line.substring(column - 2, column)))
        .as("what stands before the last column")
        .containsOnly("  ");
  }

  @Test
  @Tag("outside")
  void showsErrorsByTheirCode() throws SQLException {
    String table = table(connection -> ignoringErrors(connection, "select 1 / ?", 0));

    assertThat(table)
        .containsPattern("application  ERROR 22012 +\\d+\\.\\d  select 1 / \\$1  \\[0]");
  }

  @Test
  @Tag("outside")
  void masksPasswordsInSql() throws SQLException {
    String table = table(connection -> ignoringErrors(connection, "create role x password 'hush'"));

    assertThat(table).contains("create role x password").doesNotContain("hush");
  }

  @Test
  void showsWhoSentThemWhereThatIsKnown() {
    Recording recording =
        WireScript.session()
            .by("http-1", "app.Invoices.list(Invoices.java:31)")
            .client(Messages.query("select 1"))
            .server(Messages.tag("SELECT 1"), Messages.IDLE)
            .by("epoll-1", "")
            .client(Messages.query("select 2"))
            .server(Messages.tag("SELECT 1"), Messages.IDLE)
            .by("", "")
            .client(Messages.query("select 3"))
            .server(Messages.tag("SELECT 1"), Messages.IDLE)
            .play();

    assertThat(withoutTimes(recording))
        .isEqualTo(
            """
            #  conn  from  command  rows  ms  caller  statement
            1  1  application  SELECT  1  -  Invoices.java:31  select 1
            2  1  application  SELECT  1  -  epoll-1  select 2
            3  1  application  SELECT  1  -  select 3
            """);
  }

  @Test
  void saysWhatBecameOfEach() {
    Recording recording =
        WireScript.session()
            .client(Messages.query("insert into t values (1); select 1/0; select 2"))
            .server(Messages.tag("INSERT 0 1"))
            .server(Messages.error("22012", "division by zero"), Messages.IDLE)
            .client(Messages.query("update t\n\tset a = 2"))
            .server(Messages.tag("UPDATE 7"), Messages.IDLE)
            .client(Messages.query(""))
            .play();

    assertThat(withoutTimes(recording))
        .isEqualTo(
            """
            #  conn  from  command  rows  ms  statement
            1  1  application  ERROR 22012  1  -  insert into t values (1)
            2  1  application  ERROR 22012  -  select 1/0
            3  1  application  skipped  -  select 2
            4  1  application  UPDATE  7  -  update t set a = 2
            5  1  application  pending  (empty)
            """);
  }

  /** Returns the table without what it takes how long, which makes a column wider, too. */
  private static String withoutTimes(Recording recording) {
    String table = StatementTable.of(recording.statements());
    return table.replaceAll("\\d+\\.\\d", "-").replaceAll(" {2,}", "  ");
  }

  @Test
  void showsParametersAndCutsLongOnes() {
    Recording recording =
        WireScript.session()
            .client(Messages.parse("", "select $1, $2, $3", 23, 25, 25))
            .client(Messages.bind("", "42", "x".repeat(60), "y".repeat(61)))
            .client(Messages.execute(), Messages.SYNC)
            .server(Messages.PARSED, Messages.BOUND, Messages.row("1"))
            .server(Messages.tag("SELECT 1"), Messages.IDLE)
            .play();

    assertThat(StatementTable.of(recording.statements()))
        .endsWith("  [42, '" + "x".repeat(60) + "', '" + "y".repeat(59) + "…']\n");
  }

  @Test
  void showsFetchesAndMasksPasswords() {
    Recording recording =
        WireScript.session()
            .client(Messages.query("begin"))
            .server(Messages.tag("BEGIN"), Messages.IN_BLOCK)
            .client(Messages.parse("", "select 1"), Messages.bindTo("c", ""))
            .client(Messages.execute("c", 2), Messages.SYNC)
            .server(Messages.PARSED, Messages.BOUND, Messages.row("1"), Messages.row("2"))
            .server(new PortalSuspended(), Messages.IN_BLOCK)
            .client(Messages.execute("c", 2), Messages.SYNC)
            .server(Messages.row("3"), Messages.tag("SELECT 1"), Messages.IN_BLOCK)
            .client(Messages.query("alter role bob password 'hush'"))
            .server(Messages.tag("ALTER ROLE"), Messages.IN_BLOCK)
            .play();

    assertThat(StatementTable.of(recording.statements()))
        .containsPattern("SELECT +3 +\\d+\\.\\d  select 1  \\(2 fetches, 2 rows at a time\\)\n")
        .containsPattern("ALTER ROLE +\\d+\\.\\d  alter role bob password '\\*{8}'\n");
    assertThat(recording.statements().get(2))
        .hasToString("alter role bob password '********' → ALTER ROLE");
  }

  @Test
  void isAHeaderWhenThereIsNothing() {
    assertThat(StatementTable.of(Recording.of(List.of()).statements()))
        .isEqualTo("#  conn  from  command  rows  ms  statement\n");
  }

  private static String table(Work work) throws SQLException {
    TestServer server = TestServer.current();
    String url = server.jdbcUrl(TestRole.SCRAM, "sslmode=disable", "ApplicationName=table");
    try (WireRecorder recorder = WireRecorder.open(url)) {
      try (Connection connection = DriverManager.getConnection(recorder.jdbcUrl())) {
        work.doIt(connection);
      }
      return StatementTable.of(recorder.recording().statements());
    }
  }

  private static void query(Connection connection, int fetchSize, String sql, Object parameter)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(fetchSize);
      statement.setObject(1, parameter);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          assertThat(rows.getObject(1)).isNotNull();
        }
      }
    }
  }

  private static void ignoringErrors(Connection connection, String sql, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isNotNull();
    }
  }

  private interface Work {
    void doIt(Connection connection) throws SQLException;
  }
}
