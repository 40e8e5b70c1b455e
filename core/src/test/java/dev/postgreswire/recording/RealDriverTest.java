package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.message.replication.XLogData;
import dev.postgreswire.testing.Await;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.wire.Direction;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;
import org.postgresql.replication.PGReplicationStream;

/** What pgjdbc does, with a real server. */
@Tag("outside")
class RealDriverTest {
  private RecordedServer server;

  @BeforeEach
  void open() throws Exception {
    server = new RecordedServer(TestServer.current());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Connection plain(TestRole role, String... parameters) throws SQLException {
    String[] all = java.util.Arrays.copyOf(parameters, parameters.length + 1);
    all[parameters.length] = "sslmode=disable";
    return server.connect(role, all);
  }

  @Test
  void aStatementThatWasPreparedInAnEarlierWindowKeepsItsSql() throws Exception {
    try (Connection connection = plain(TestRole.TRUST, "prepareThreshold=1");
        PreparedStatement statement = connection.prepareStatement("select ? + 1")) {
      select(statement, 1);
      select(statement, 2);
      server.nextWindow();
      select(statement, 41);

      RecordedConnection recorded = server.connection();
      assertThat(recorded.openedInWindow()).isFalse();
      assertThat(recorded.startupParameter("user")).contains("trust_user");
      assertThat(recorded.statements()).hasSize(1);
      dev.postgreswire.recording.Statement last = recorded.statements().get(0);
      assertThat(last.sql()).isEqualTo("select $1 + 1");
      assertThat(last.isServerPrepared()).isTrue();
      assertThat(last.parameters().get(0).value()).isEqualTo(41);
      assertThat(last.rows().get(0).get(0).value()).isEqualTo(42);
    }
  }

  private static void select(PreparedStatement statement, int parameter) throws SQLException {
    statement.setInt(1, parameter);
    try (ResultSet rows = statement.executeQuery()) {
      assertThat(rows.next()).isTrue();
    }
  }

  @Test
  void aCursorFetchesOneStatement() throws Exception {
    try (Connection connection = plain(TestRole.TRUST)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(10);
        try (ResultSet rows = statement.executeQuery("select generate_series(1, 30)")) {
          while (rows.next()) {
            rows.getInt(1);
          }
        }
      }
      connection.commit();
    }

    Recording recording = server.recording();
    assertThat(recording.statements(Origin.APPLICATION)).hasSize(1);
    assertThat(recording.statements(Origin.APPLICATION).get(0).fetchSize()).isEqualTo(10);
    assertThat(recording.statements(Origin.APPLICATION).get(0).fetches()).isEqualTo(4);
    assertThat(recording.statements(Origin.APPLICATION).get(0).returnedRows()).isEqualTo(30);
    assertThat(recording.transactions()).filteredOn(t -> !t.isImplicit()).hasSize(1);
    assertThat(recording.statements(Origin.DRIVER))
        .extracting(dev.postgreswire.recording.Statement::sql)
        .contains("BEGIN", "COMMIT");
  }

  @Test
  void batchesAreSeen() throws Exception {
    insertBatch("reWriteBatchedInserts=false");
    insertBatch("reWriteBatchedInserts=true");

    List<Batch> batches = server.recording().batches();
    assertThat(batches).hasSize(2);
    assertThat(batches.get(0).executions()).isEqualTo(5);
    assertThat(batches.get(0).isRewritten()).isFalse();
    assertThat(batches.get(0).syncs()).isEqualTo(1);
    assertThat(batches.get(1).isRewritten()).isTrue();
    assertThat(batches.get(1).totalRows()).isEqualTo(5);
  }

  private void insertBatch(String parameter) throws SQLException {
    try (Connection connection = plain(TestRole.TRUST, parameter);
        Statement create = connection.createStatement()) {
      create.execute("create temp table t (a int, b text)");
      try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
        for (int i = 0; i < 5; i++) {
          insert.setInt(1, i);
          insert.setString(2, "x");
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  @Test
  void transactionsHaveIsolationAndAccessMode() throws Exception {
    try (Connection connection = plain(TestRole.TRUST)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("select 1");
      }
      connection.rollback();
    }

    List<Transaction> transactions = server.recording().transactions();
    Transaction last = transactions.get(transactions.size() - 1);
    assertThat(last.isolation()).contains("SERIALIZABLE");
    assertThat(last.isReadOnly()).contains(true);
    assertThat(last.outcome()).isEqualTo(Transaction.Outcome.ROLLED_BACK);
  }

  @Test
  void aCancelIsTiedToItsVictim() throws Exception {
    try (Connection connection = plain(TestRole.TRUST);
        Statement statement = connection.createStatement();
        Connection watcher = plain(TestRole.ADMIN)) {
      CompletableFuture<SQLException> failure =
          Await.inThread(() -> failureOf(statement, "select pg_sleep(60)"));
      awaitSleep(watcher);
      statement.cancel();
      assertThat(failure.get().getSQLState()).isEqualTo("57014");
    }

    Recording recording = server.recording();
    assertThat(recording.cancels()).hasSize(1);
    Cancellation cancel = recording.cancels().get(0);
    assertThat(cancel.victimConnectionId()).isEqualTo(Optional.of(1));
    assertThat(cancel.effect().orElseThrow().sqlState().code()).isEqualTo("57014");
    assertThat(recording.connections().get(0).cancels()).containsExactly(cancel);
  }

  private static SQLException failureOf(Statement statement, String sql) {
    try {
      statement.execute(sql);
      throw new AssertionError("no failure");
    } catch (SQLException e) {
      return e;
    }
  }

  /** Waits until the server runs it, by asking the server. */
  private static void awaitSleep(Connection watcher) throws SQLException {
    try (Statement statement = watcher.createStatement()) {
      boolean sleeps = false;
      while (!sleeps) {
        try (ResultSet rows =
            statement.executeQuery(
                "select 1 from pg_stat_activity where wait_event = 'PgSleep'"
                    + " and usename = 'trust_user'")) {
          sleeps = rows.next();
        }
      }
    }
  }

  @Test
  void scramIsSeenWithItsProof() throws Exception {
    plain(TestRole.SCRAM).close();

    RecordedConnection connection = server.connection();
    Authentication authentication = connection.authentication();
    assertThat(authentication.method()).isEqualTo(AuthenticationMethod.SCRAM_SHA_256);
    assertThat(authentication.serverProvedItself()).isTrue();
    assertThat(authentication.serverNonceExtendsClients()).isTrue();
    assertThat(authentication.iterations()).hasValue(4096);
    assertThat(connection.ending()).isEqualTo(Ending.TERMINATED);
  }

  @Test
  void passwordsAreSeen() throws Exception {
    plain(TestRole.PASSWORD).close();
    plain(TestRole.MD5).close();
    assertThatThrownBy(() -> plain(TestRole.CERT)).isInstanceOf(SQLException.class);

    List<RecordedConnection> connections = server.recording().connections();
    assertThat(connections.get(0).authentication().method())
        .isEqualTo(AuthenticationMethod.CLEARTEXT_PASSWORD);
    assertThat(connections.get(1).authentication().method()).isEqualTo(AuthenticationMethod.MD5);
    assertThat(connections.get(2).authentication().error()).isPresent();
  }

  @Test
  void tlsIsRecordedAsWhatItIs() throws Exception {
    try (Connection connection = server.connect(TestRole.SCRAM, "sslmode=require");
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    }

    RecordedConnection connection = server.connection();
    TlsSession tls = connection.tls().orElseThrow();
    assertThat(tls.version()).contains("TLSv1.3");
    assertThat(tls.cipherSuite().orElseThrow()).startsWith("TLS_AES_");
    assertThat(tls.direct()).isFalse();
    assertThat(tls.frontendBytes()).isEqualTo(connection.bytes(Direction.FRONTEND) - 8);
    assertThat(tls.backendBytes()).isEqualTo(connection.bytes(Direction.BACKEND) - 1);
    assertThat(connection.isEncrypted()).isTrue();
    assertThat(connection.exchanges().get(1).kind()).isEqualTo(Exchange.Kind.ENCRYPTED);
  }

  @Test
  void copyGoesBothWays() throws Exception {
    try (Connection connection = plain(TestRole.TRUST);
        Statement statement = connection.createStatement()) {
      statement.execute("create temp table t (a int, b text)");
      PGConnection postgres = connection.unwrap(PGConnection.class);
      postgres.getCopyAPI().copyIn("copy t from stdin", new StringReader("1\tx\n2\ty\n"));
      postgres.getCopyAPI().copyOut("copy t to stdout (format csv)", new StringWriter());
    }

    List<Copy> copies = server.recording().copies();
    assertThat(copies).hasSize(2);
    assertThat(copies.get(0).lines()).containsExactly("1\tx", "2\ty");
    assertThat(copies.get(1).lines()).containsExactly("1,x", "2,y");
  }

  @Test
  void notificationsAndLargeObjects() throws Exception {
    try (Connection connection = plain(TestRole.TRUST);
        Statement statement = connection.createStatement()) {
      statement.execute("listen news");
      statement.execute("notify news, 'hello'");
      connection.setAutoCommit(false);
      LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
      long oid = objects.createLO();
      try (LargeObject object = objects.open(oid)) {
        object.write(new byte[] {1, 2, 3});
      }
      objects.delete(oid);
      connection.commit();
    }

    Recording recording = server.recording();
    assertThat(recording.notifications().get(0).payload()).isEqualTo("hello");
    assertThat(recording.exchanges())
        .extracting(Exchange::kind)
        .contains(Exchange.Kind.FUNCTION_CALL);
  }

  @Test
  void logicalReplicationIsReachable() throws Exception {
    try (Connection setup = plain(TestRole.ADMIN);
        Statement statement = setup.createStatement()) {
      statement.execute("create table conversation_table (a int primary key)");
      statement.execute("create publication conversation_publication for table conversation_table");
      try (Connection replication =
          plain(
              TestRole.REPLICATION,
              "replication=database",
              "preferQueryMode=simple",
              "assumeMinServerVersion=14")) {
        replicate(replication.unwrap(PGConnection.class), statement);
      } finally {
        statement.execute("drop publication conversation_publication");
        statement.execute("drop table conversation_table");
      }
    }

    List<RecordedMessage> messages = server.recording().messages();
    assertThat(messages)
        .anyMatch(m -> m.replication().filter(XLogData.class::isInstance).isPresent());
    assertThat(messages.stream().flatMap(m -> m.logical().stream()).map(Object::getClass).toList())
        .contains(dev.postgreswire.message.pgoutput.Insert.class);
  }

  private static void replicate(PGConnection connection, Statement statement) throws SQLException {
    connection
        .getReplicationAPI()
        .createReplicationSlot()
        .logical()
        .withSlotName("conversation_slot")
        .withOutputPlugin("pgoutput")
        .withTemporaryOption()
        .make();
    statement.execute("insert into conversation_table values (1)");
    try (PGReplicationStream stream =
        connection
            .getReplicationAPI()
            .replicationStream()
            .logical()
            .withSlotName("conversation_slot")
            .withSlotOption("proto_version", 1)
            .withSlotOption("publication_names", "conversation_publication")
            .start()) {
      ByteBuffer message = stream.read();
      while (message.get(message.position()) != 'C') {
        message = stream.read();
      }
    }
  }
}
