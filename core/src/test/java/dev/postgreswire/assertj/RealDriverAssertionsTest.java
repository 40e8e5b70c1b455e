package dev.postgreswire.assertj;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.recording.AuthenticationMethod.SCRAM_SHA_256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.WireRecorder;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The assertions as a test of an application uses them: pgjdbc, a recorder, a real server. */
class RealDriverAssertionsTest {
  private static final TestServer SERVER = TestServer.current();

  private static String url(WireRecorder recorder, String... parameters) {
    return SERVER.jdbcUrl(recorder.host(), recorder.port(), TestRole.SCRAM, parameters);
  }

  @Test
  void whatTheReadmeShows() throws SQLException {
    try (WireRecorder recorder = WireRecorder.open(SERVER.host(), SERVER.port())) {
      PostgresWire wire = recorder.wire();
      try (Connection connection =
              DriverManager.getConnection(
                  url(recorder, "sslmode=disable", "ApplicationName=billing"));
          PreparedStatement select =
              connection.prepareStatement("select n from generate_series(1, ?) n")) {
        select.setInt(1, 3);
        select.executeQuery();
        assertThat(wire).hasNoRepeatedStatements();
        assertThat(wire).singleConnection().isOpen();
      }
      assertThat(wire)
          .statements()
          .hasSize(1)
          .first()
          .hasSql("select n from generate_series(1, $1) n")
          .hasParameters(3)
          .returnedRows(3)
          .isNotServerPrepared();
      assertThat(wire)
          .connections()
          .allSatisfy(
              connection ->
                  assertThat(connection)
                      .authenticatedWith(SCRAM_SHA_256)
                      .serverProvedItself()
                      .neverSentCleartextPassword()
                      .didNotUseTls()
                      .terminated());
      assertThat(wire).errors().isEmpty();
      assertThat(FailureText.of(() -> assertThat(wire).selects().isEmpty()))
          .startsWith(
              """
              Expecting no statements but there was 1

                 #  conn  tx  rows      ms  sql
               > 1  c1    -      3     0.0  select n from generate_series(1, $1) n  [3]
              """)
          .endsWith("c1 was opened in this window (SCRAM-SHA-256, TLS off)");
    }
  }

  @Test
  void aWindowOverABlock() throws SQLException {
    try (WireRecorder recorder = WireRecorder.open(SERVER.host(), SERVER.port());
        Connection connection = DriverManager.getConnection(url(recorder, "sslmode=disable"))) {
      PostgresWire during =
          recorder
              .wire()
              .during(
                  () ->
                      assertThatThrownBy(() -> connection.createStatement().execute("select 1/0"))
                          .isInstanceOf(SQLException.class));
      assertThat(during).errors().singleElement().hasSqlState("division_by_zero").isNotFatal();
      assertThat(during).hasRoundTrips(1).hasNoOpenTransactions().hasNoUndecodedMessages();
      assertThat(during).singleConnection().wasOpenedBeforeWindow();
    }
  }

  @Test
  void encryptedTrafficProvesNothing() throws SQLException {
    try (WireRecorder recorder = WireRecorder.open(SERVER.host(), SERVER.port());
        Connection connection = DriverManager.getConnection(url(recorder, "sslmode=require"))) {
      connection.createStatement().execute("select 1");

      assertThat(recorder.wire()).singleConnection().usedTls().tls().hasVersion("TLSv1.3");
      assertThat(FailureText.of(() -> assertThat(recorder.wire()).errors().isEmpty()))
          .contains("all that came is encrypted", "sslmode=disable");
    }
  }
}
