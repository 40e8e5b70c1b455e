package dev.postgreswire.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TestServerTest {
  @ParameterizedTest
  @MethodSource("serversAndRoles")
  void letsEachRoleInOverTls(TestServer server, TestRole role) throws SQLException {
    try (Connection connection = server.connect(role, "sslmode=verify-full", authority())) {
      assertThat(one(connection, "select current_user")).isEqualTo(role.userName());
      assertThat(one(connection, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
          .isEqualTo("t");
    }
  }

  @ParameterizedTest
  @MethodSource("serversAndRoles")
  void letsEachRoleInWithoutTlsUnlessItNeedsIt(TestServer server, TestRole role)
      throws SQLException {
    if (role.needsTls()) {
      assertThatThrownBy(() -> server.connect(role, "sslmode=disable"))
          .hasMessageContaining("no pg_hba.conf entry");
      return;
    }
    try (Connection connection = server.connect(role, "sslmode=disable")) {
      assertThat(one(connection, "select current_user")).isEqualTo(role.userName());
      assertThat(one(connection, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
          .isEqualTo("f");
    }
  }

  @ParameterizedTest
  @MethodSource("serversAndRoles")
  void asksForThePassword(TestServer server, TestRole role) {
    if (role.password().isPresent()) {
      assertThatThrownBy(() -> server.connect(role, "password=wrong"))
          .hasMessageContaining("password authentication failed for user");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.postgreswire.testing.TestServer#all")
  void isTheVersionAskedForAndSetUpForEveryTest(TestServer server) throws SQLException {
    try (Connection connection = server.connect(TestRole.SCRAM)) {
      assertThat(one(connection, "show server_version")).startsWith(server.version() + ".");
      assertThat(one(connection, "show wal_level")).isEqualTo("logical");
      assertThat(one(connection, "show max_prepared_transactions")).isEqualTo("10");
      assertThat(one(connection, "show max_connections")).isEqualTo("600");
      assertThat(one(connection, "show server_encoding")).isEqualTo("UTF8");
    }
    assertThat(server.binDir().resolve("postgres")).isExecutable();
    assertThat(server.libDir()).isDirectory();
    assertThat(TestServer.v(server.version())).isSameAs(server);
  }

  @ParameterizedTest
  @MethodSource("dev.postgreswire.testing.TestServer#all")
  void letsTheReplicationRoleReplicate(TestServer server) throws SQLException {
    try (Connection connection =
        server.connect(
            TestRole.REPLICATION,
            "replication=database",
            "assumeMinServerVersion=9.4",
            "preferQueryMode=simple")) {
      assertThat(one(connection, "IDENTIFY_SYSTEM")).isNotBlank();
    }
  }

  static Stream<Arguments> serversAndRoles() {
    return TestServer.all()
        .flatMap(server -> Stream.of(TestRole.values()).map(role -> Arguments.of(server, role)));
  }

  private static String authority() {
    return "sslrootcert=" + TestServer.certificates().authority();
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
