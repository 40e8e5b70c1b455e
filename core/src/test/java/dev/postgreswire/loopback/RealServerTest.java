package dev.postgreswire.loopback;

import static dev.postgreswire.wire.Direction.BACKEND;
import static dev.postgreswire.wire.Direction.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.recording.Ending;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.wire.Bytes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** pgjdbc and PostgreSQL with a loopback in between. */
class RealServerTest {
  private static final Bytes TERMINATE = Bytes.ofHex("58 00000004");
  private static final int TIMES = 200;

  private final TestServer server = TestServer.current();
  private Relay relay;

  @BeforeEach
  void open() throws Exception {
    relay = Relay.to(server.host(), server.port());
  }

  @AfterEach
  void close() {
    relay.close();
  }

  @Test
  void recordsTheTerminateOfEveryConnection() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      connect(TestRole.TRUST, "sslmode=disable").close();
      relay.drain();
      Witness witness = relay.witnesses().get(i);
      Bytes sent = witness.bytes(FRONTEND);
      assertThat(sent.from(sent.length() - TERMINATE.length())).isEqualTo(TERMINATE);
      assertThat(witness.hasEnded(FRONTEND)).isTrue();
    }
    for (Witness witness : relay.witnesses()) {
      // The server may react to Terminate before the driver has closed.
      assertThat(witness.ending()).isIn(Ending.CLOSED_BY_CLIENT, Ending.CLOSED_BY_SERVER);
    }
  }

  @Test
  void relaysTls() throws Exception {
    try (Connection connection = connect(TestRole.SCRAM, "sslmode=require");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      rows.next();
      assertThat(rows.getBoolean(1)).isTrue();
    }
  }

  @Test
  void relaysLargeResults() throws Exception {
    try (Connection connection = connect(TestRole.TRUST, "sslmode=disable");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select i, repeat('x', 100) from generate_series(1, 100000) i")) {
      long sum = 0;
      while (rows.next()) {
        sum += rows.getInt(1);
      }
      assertThat(sum).isEqualTo(5_000_050_000L);
      assertThat(relay.witness().count(BACKEND)).isGreaterThan(10_000_000);
    }
  }

  @Test
  void relaysACancel() throws Exception {
    try (Connection connection = connect(TestRole.TRUST);
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> statement.execute("select pg_sleep(60)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
    }
    relay.drain();
    assertThat(relay.witnesses()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void relaysTheEndOfABackendThatIsTerminated() throws Exception {
    try (Connection connection = connect(TestRole.ADMIN, "sslmode=disable");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("select pg_terminate_backend(pg_backend_pid())"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57P01"));
    }
    assertThat(relay.witness().ending()).isEqualTo(Ending.CLOSED_BY_SERVER);
  }

  private Connection connect(TestRole role, String... parameters) throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl("localhost", relay.loopback().port(), role, parameters));
  }
}
