package dev.postgreswire.report;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_BLOCK;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.describePortal;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.loopback.Loopback;
import dev.postgreswire.loopback.LoopbackOptions;
import dev.postgreswire.message.EmptyQueryResponse;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Window;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.testing.WireScript;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Recordings that the page is tried with. */
final class PageSessions {
  private PageSessions() {}

  static Recording of(WireScript... scripts) {
    Recorder recorder = new Recorder(new RecorderOptions(1 << 28));
    try (Window window = recorder.openWindow("page")) {
      List.of(scripts).forEach(script -> script.playOn(recorder));
      return window.recording();
    }
  }

  /**
   * What a program does with a real server: logs in by SCRAM, asks simply and with parameters,
   * fails, copies; and once more over TLS, which nobody decrypts.
   */
  static Recording real() throws Exception {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    TestServer server = TestServer.current();
    InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
    try (Loopback loopback = Loopback.open(address, recorder, LoopbackOptions.defaults());
        Window window = recorder.openWindow("real")) {
      String host = "localhost";
      int port = loopback.port();
      try (Connection plain =
          DriverManager.getConnection(
              server.jdbcUrl(
                  host, port, TestRole.SCRAM, "sslmode=disable", "ApplicationName=billing"))) {
        bill(plain);
      }
      try (Connection encrypted =
              DriverManager.getConnection(
                  server.jdbcUrl(host, port, TestRole.SCRAM, "sslmode=require"));
          Statement statement = encrypted.createStatement()) {
        statement.execute("select 1");
      }
      loopback.drain(Duration.ofMinutes(5));
      return window.recording();
    }
  }

  private static void bill(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create temp table invoice (id int primary key, customer text, paid bool)");
      statement.execute("comment on table invoice is 'password=hunter2 😀 שלום'");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("insert into invoice values (?, ?, ?)")) {
      for (int id = 1; id <= 3; id++) {
        insert.setInt(1, id);
        insert.setString(2, "Café " + id);
        insert.setBoolean(3, id == 2);
        insert.addBatch();
      }
      insert.executeBatch();
      insert.setInt(1, 2);
      assertThatThrownBy(insert::executeUpdate).hasMessageContaining("duplicate key");
    }
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    copy.copyIn("copy invoice from stdin", new StringReader("7\tseven\tf\n8\teight\tt\n"));
    copy.copyOut("copy invoice to stdout", new StringWriter());
    try (PreparedStatement select =
        connection.prepareStatement(
            "select id, customer, paid from invoice where id > ? order by id")) {
      for (int i = 0; i < 6; i++) {
        select.setInt(1, i);
        select.executeQuery().close();
      }
    }
  }

  /** Four connections of what pgbench does, with an error now and then: {@code messages} in all. */
  static Recording pgbench(int messages) {
    WireScript[] scripts = new WireScript[4];
    for (int i = 0; i < scripts.length; i++) {
      scripts[i] = client(messages / scripts.length, new Random(i));
    }
    return of(scripts);
  }

  private static WireScript client(int messages, Random random) {
    WireScript script = WireScript.session();
    int sent = 6;
    for (int transaction = 0; sent < messages - 71; transaction++) {
      String account = Integer.toString(random.nextInt(100_000));
      String delta = Integer.toString(random.nextInt(10_000) - 5000);
      script.client(query("begin")).server(tag("BEGIN"), IN_BLOCK);
      update(
          script,
          "update pgbench_accounts set abalance = abalance + $1 where aid = $2",
          delta,
          account);
      select(script, account, Integer.toString(random.nextInt(1_000_000)));
      update(
          script, "update pgbench_tellers set tbalance = tbalance + $1 where tid = $2", delta, "7");
      update(
          script,
          "update pgbench_branches set bbalance = bbalance + $1 where bid = $2",
          delta,
          "1");
      update(script, "insert into pgbench_history (tid, delta) values ($1, $2)", "7", delta);
      sent += 46;
      if (transaction % 500 == 250) {
        script
            .client(query("insert into pgbench_branches values (1)"))
            .server(
                error(
                    "23505",
                    "duplicate key value violates unique constraint \"pgbench_branches_pkey\""),
                IDLE);
        sent += 3;
      } else {
        script.client(query("end")).server(tag("COMMIT"), IDLE);
        sent += 3;
      }
    }
    for (; sent + 2 < messages; sent += 3) {
      script.client(query(";")).server(new EmptyQueryResponse(), IDLE);
    }
    if (sent + 1 < messages) {
      script.server(new NotificationResponse(1, "done", ""));
      sent++;
    }
    return sent < messages ? script.client(new Terminate()) : script;
  }

  private static void update(WireScript script, String sql, String... parameters) {
    script.client(parse("", sql, 23, 23), bind("", parameters), execute(), SYNC);
    script.server(PARSED, BOUND, tag("UPDATE 1"), IN_BLOCK);
  }

  private static void select(WireScript script, String account, String balance) {
    script.client(
        parse("", "select abalance from pgbench_accounts where aid = $1", 23),
        bind("", account),
        describePortal(""),
        execute(),
        SYNC);
    script.server(PARSED, BOUND, columns("abalance"), row(balance), tag("SELECT 1"), IN_BLOCK);
  }
}
