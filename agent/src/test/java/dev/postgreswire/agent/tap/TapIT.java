package dev.postgreswire.agent.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import org.junit.jupiter.api.Test;

class TapIT {
  private final TestServer server = TestServer.current();
  private final String url = server.jdbcUrl(TestRole.SCRAM, "sslmode=disable");

  @Test
  void recordsADriverThatUsesASocketFromItsFirstByteToItsLast() {
    String said = TappedJvm.run("jdbc", url);

    assertThat(said)
        .contains("answer 42", "length 1000000")
        .contains("connection 1 to 127.0.0.1:" + server.port() + " in main TERMINATED")
        .contains("F StartupMessage, B AuthenticationSASL, F SASLInitialResponse")
        .contains("statement select $1::int + 1 [41] 1")
        .contains("statement select repeat('x', 1000000) [] 1")
        .contains("B ReadyForQuery, F Terminate")
        .contains("written by main from 0")
        .doesNotContain("undecoded", "note", "missed", "postgres-wire:", "connection 2");
  }
}
