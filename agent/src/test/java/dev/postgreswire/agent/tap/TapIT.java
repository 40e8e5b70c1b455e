package dev.postgreswire.agent.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications in processes of their own, with the agent's jar, whose sockets are tapped. */
class TapIT {
  private static final String TO = " to localhost:";

  private final TestServer server = TestServer.current();
  private final String port = Integer.toString(server.port());
  private final String url = server.jdbcUrl(TestRole.SCRAM, "sslmode=disable");

  @Test
  void recordsADriverThatUsesASocketFromItsFirstByteToItsLast() {
    String said = TappedJvm.run("jdbc", url);

    assertThat(said)
        .contains("answer 42", "length 1000000")
        .contains("connection 1" + TO + port + " in main TERMINATED")
        .contains("F StartupMessage, B AuthenticationSASL, F SASLInitialResponse")
        .contains("statement select $1::int + 1 [41] 1")
        .contains("statement select repeat('x', 1000000) [] 1")
        .contains("B ReadyForQuery, F Terminate")
        .contains("written by main from 0")
        .doesNotContain("undecoded", "note", "missed", "postgres-wire:", "connection 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"channel", "asynchronous"})
  void recordsTheOtherSocketsOfTheJdk(String scenario) {
    assertThat(TappedJvm.run(scenario, port))
        .containsPattern("connection 1 to (localhost|127.0.0.1):" + port + " in main TERMINATED")
        .contains("F StartupMessage, B AuthenticationOk", "statement select 1 [] 1", "F Terminate")
        .doesNotContain("undecoded", "note", "missed", "postgres-wire:", "connection 2");
  }

  @ParameterizedTest
  @EnumSource
  void recordsTheTransportsOfNetty(NettyTalk.Transport transport) throws SQLException {
    assumeTrue(transport.isThere(), transport + " is not on this machine");

    assertThat(TappedJvm.run("netty", transport.name(), transport.isUnix() ? path() : port))
        .contains("received ", "connection 1 to ", " TERMINATED")
        .contains("F StartupMessage, B AuthenticationOk", "B ReadyForQuery, F Terminate")
        .contains("statement select repeat('x', 1000000) [] 1")
        .doesNotContain("undecoded", "note", "missed", "postgres-wire:", "connection 2");
  }

  @Test
  void recordsUnixDomainSockets() throws SQLException {
    assertThat(TappedJvm.run("unix", path()))
        .contains("connection 1 to " + path() + " in main TERMINATED", "statement select 1 [] 1")
        .doesNotContain("undecoded", "note", "missed", "postgres-wire:", "connection 2");
  }

  @Test
  void recordsJunixsocket() throws SQLException {
    String factory = "socketFactory=org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg";
    String arguments = factory + "&socketFactoryArg=" + path();

    assertThat(TappedJvm.run("jdbc", url + "&" + arguments))
        .contains("answer 42", "length 1000000", "statement select $1::int + 1 [41] 1")
        .contains("connection 1 to " + path() + " in main TERMINATED", "F Terminate")
        .doesNotContain("undecoded", "note", "missed", "postgres-wire:", "connection 2");
  }

  @Test
  void recordsAnswersBehindTheirQuestionsWhereOneThreadWritesAndAnotherReads() {
    String said = TappedJvm.run("full-duplex", port);

    assertThat(said.lines().filter(line -> line.matches("statement select \\d+ .* 1")))
        .hasSize(Scenarios.MANY);
    assertThat(said).doesNotContain("undecoded", "note", "missed", "postgres-wire:");
  }

  @Test
  void recordsHowTheServerEndsAConnection() {
    assertThat(TappedJvm.run("terminated", url))
        .contains("state 57P01", " in main CLOSED_BY_SERVER", "B ErrorResponse")
        .doesNotContain("missed", "postgres-wire:", "connection 2");
  }

  @Test
  void recordsACancelRequestOnItsOwnConnection() {
    assertThat(TappedJvm.run("cancelled", url))
        .contains("state 57014", "connection 2" + TO + port, "F CancelRequest", "bytes 16 0")
        .doesNotContain("missed", "postgres-wire:", "connection 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslmode=require", "sslmode=require&sslNegotiation=direct"})
  void recognisesTls(String mode) {
    assertThat(TappedJvm.run("jdbc", server.jdbcUrl(TestRole.SCRAM, mode)))
        .contains("answer 42", "length 1000000")
        .contains("connection 1" + TO + port + " in main", "TlsRecord")
        .doesNotContain("undecoded", "missed", "postgres-wire:", "connection 2");
  }

  @Test
  void leavesWhatOthersSayAlone() {
    String certificate = TestServer.certificates().clientStore().toString();

    assertThat(TappedJvm.run("others", url, certificate))
        .contains("uploaded 100000", "downloaded true", "echoed true", "valid true")
        .contains("connection 1" + TO + port)
        .doesNotContain("undecoded", "note", "missed", "postgres-wire:", "connection 2");
  }

  @Test
  void leavesAServerAloneThatSpeaksFirst() {
    assertThat(TappedJvm.run("server-first"))
        .contains("heard 33", "said 8")
        .doesNotContain("connection", "missed", "postgres-wire:");
  }

  @Test
  void recordsAnEarlierConnectionFromTheFirstBoundaryThatCanBeTrusted() {
    String said =
        TappedJvm.runWithoutAgent(
            "earlier", server.jdbcUrl(TestRole.SCRAM), System.getProperty("agent.jar"));

    assertThat(said)
        .contains("connection 1 partial to 127.0.0.1:" + port, "F Terminate")
        .contains("statement select 'second' [] 1", "statement select 'third' [] 1")
        .contains("connection 2" + TO + port + " in main TERMINATED")
        .contains("statement select 'fresh' [] 1")
        .contains("missed 127.0.0.1:" + port + ": its TLS session began before the agent came")
        .contains("missed 127.0.0.1:" + port + ": it was open before the agent came")
        .doesNotContain("select 'before'", "select 'first'", "connection 3", "postgres-wire:");
  }

  private String path() throws SQLException {
    try (Connection connection = server.connect(TestRole.ADMIN);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("show unix_socket_directories")) {
      result.next();
      return result.getString(1) + "/.s.PGSQL." + port;
    }
  }
}
