package dev.postgreswire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WireRecorderTest {
  private final TestServer server = TestServer.current();

  @Test
  void recordsFromItsOpeningToItsClose() throws Exception {
    WireRecorder recorder = WireRecorder.open(server.host(), server.port());
    try (recorder;
        Connection connection = connect(recorder)) {
      execute(connection, "select 1");
      assertThat(sqlOf(recorder.recording())).containsExactly("select 1");
    }
    Recording recording = recorder.recording();
    assertThat(sqlOf(recording)).containsExactly("select 1");
    assertThat(recording.connections())
        .singleElement()
        .satisfies(connection -> assertThat(connection.ending()).isEqualTo(Ending.TERMINATED));
  }

  @Test
  void seesATerminateAsSoonAsTheApplicationHasSentIt() throws Exception {
    try (WireRecorder recorder = WireRecorder.open(server.host(), server.port())) {
      for (int i = 0; i < 50; i++) {
        connect(recorder).close();
        assertThat(recorder.recording().connections())
            .hasSize(i + 1)
            .allMatch(connection -> connection.ending() == Ending.TERMINATED);
      }
    }
  }

  @Test
  void aWindowHoldsWhatIsSaidWhileItIsOpen() throws Exception {
    try (WireRecorder recorder = openForWindows();
        Connection connection = connect(recorder)) {
      execute(connection, "select 'before'");
      PostgresWire wire = recorder.window("test");
      execute(connection, "select 'within'");
      wire.close();
      execute(connection, "select 'after'");

      assertThat(sqlOf(wire.recording())).containsExactly("select 'within'");
      assertThat(wire.recording().connections())
          .singleElement()
          .satisfies(
              opened -> {
                assertThat(opened.openedInWindow()).isFalse();
                assertThat(opened.startupParameter("user")).contains("trust_user");
              });
    }
  }

  @Test
  void duringIsAWindowWithinAWindow() throws Exception {
    try (WireRecorder recorder = openForWindows();
        Connection connection = connect(recorder);
        PostgresWire test = recorder.window("test")) {
      execute(connection, "select 1");
      PostgresWire during = test.during(() -> execute(connection, "select 2"));
      execute(connection, "select 3");

      assertThat(sqlOf(during.recording())).containsExactly("select 2");
      assertThat(sqlOf(test.recording())).containsExactly("select 1", "select 2", "select 3");
    }
  }

  @Test
  void knowsTheSqlOfAStatementThatWasPreparedLongBeforeTheWindow() throws Exception {
    try (WireRecorder recorder = openForWindows();
        Connection connection = connect(recorder);
        PreparedStatement query = connection.prepareStatement("select ?::int4 + 1")) {
      for (int i = 0; i < 6; i++) {
        query.setInt(1, i);
        query.executeQuery().close();
      }
      recorder.window("other test").close();
      try (PostgresWire wire = recorder.window("test")) {
        query.setInt(1, 41);
        query.executeQuery().close();
        assertThat(wire.recording().statements())
            .singleElement()
            .satisfies(
                statement -> {
                  assertThat(statement.sql()).isEqualTo("select $1::int4 + 1");
                  assertThat(statement.isServerPrepared()).isTrue();
                  assertThat(statement.parameters().get(0).value()).isEqualTo(41);
                });
      }
    }
  }

  @Test
  void aWindowIsClosedWhenTheActionFails() throws Exception {
    try (WireRecorder recorder = openForWindows();
        PostgresWire test = recorder.window("test")) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  test.during(
                      () -> {
                        throw new IllegalStateException("no");
                      }))
          .withMessage("no");
      assertThat(test.recording().isEmpty()).isTrue();
    }
  }

  @Test
  void saysWhatIsPendingWhenTheServerDoesNotRead() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        WireRecorder recorder =
            WireRecorder.open(
                WireTarget.of("127.0.0.1", deaf.getLocalPort()),
                WireRecorderOptions.defaults().withBarrierTimeout(Duration.ofMillis(50)));
        SocketChannel client =
            SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), recorder.port()))) {
      assertThat(writeUntilTheBarrierGivesUp(client, recorder))
          .hasMessageContaining("wait to be forwarded");
    }
  }

  /** Nobody reads, so every buffer on the way fills up; then the barrier gives up. */
  private static WireBarrierException writeUntilTheBarrierGivesUp(
      SocketChannel client, WireRecorder recorder) throws IOException {
    client.configureBlocking(false);
    ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
    for (int i = 0; i < 1000; i++) {
      client.write(bytes.clear());
      try {
        recorder.recording();
      } catch (WireBarrierException e) {
        // On a busy machine the time may also be up because the relay is at work.
        if (e.getMessage().contains("the server does not read")) {
          return e;
        }
      }
    }
    throw new AssertionError("no barrier gave up, though nobody reads");
  }

  @Test
  void refusesToShowEverythingWhenItKeepsOnlyWindows() {
    try (WireRecorder recorder = openForWindows()) {
      assertThatIllegalStateException()
          .isThrownBy(recorder::wire)
          .withMessageContaining("open one with window(name)");
    }
  }

  @Test
  void handsOutItsAddressInEveryForm() {
    WireTarget target =
        WireTarget.parse("jdbc:postgresql://" + server.host() + ":" + server.port() + "/a?b=c");
    try (WireRecorder recorder = WireRecorder.open(target)) {
      String address = "127.0.0.1:" + recorder.port();
      assertThat(recorder.jdbcUrl()).isEqualTo("jdbc:postgresql://" + address + "/a?b=c");
      assertThat(recorder.jdbcUrl("d")).isEqualTo("jdbc:postgresql://" + address + "/d?b=c");
      assertThat(recorder.r2dbcUrl()).isEqualTo("r2dbc:postgresql://" + address + "/a?b=c");
      assertThat(recorder.wire().server()).isEqualTo(target);
    }
  }

  @Test
  void waitsForAsLongAsItIsTold() {
    assertThat(withDefaultTimeout("PT30S", WireRecorderOptions::defaults).barrierTimeout())
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(withDefaultTimeout(null, WireRecorderOptions::defaults).barrierTimeout())
        .isEqualTo(Duration.ofSeconds(2));
  }

  private static <T> T withDefaultTimeout(String text, Supplier<T> action) {
    String name = "postgres-wire.timeout";
    String before = System.getProperty(name);
    try {
      set(name, text);
      return action.get();
    } finally {
      set(name, before);
    }
  }

  private static void set(String name, String value) {
    if (value == null) {
      System.clearProperty(name);
    } else {
      System.setProperty(name, value);
    }
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WireRecorderOptions.defaults().withBarrierTimeout(Duration.ZERO))
        .withMessageContaining("leaves no time; write PT2S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withDefaultTimeout("30", WireRecorderOptions::defaults))
        .withMessage("postgres-wire.timeout=30 is no time; write PT30S for thirty seconds");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                WireRecorder.open(
                    WireTarget.of("localhost", 5432),
                    WireRecorderOptions.defaults().withMemoryLimit(10)))
        .withMessageContaining("give at least 1048576");
  }

  private WireRecorder openForWindows() {
    return WireRecorder.open(
        WireTarget.of(server.host(), server.port()),
        WireRecorderOptions.defaults().forWindowsOnly());
  }

  private Connection connect(WireRecorder recorder) throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl(recorder.host(), recorder.port(), TestRole.TRUST, "sslmode=disable"));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> sqlOf(Recording recording) {
    return recording.statements(Origin.APPLICATION).stream().map(Statement::sql).toList();
  }
}
