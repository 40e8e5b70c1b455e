package dev.postgreswire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.assertj.PostgresWireAssertions;
import dev.postgreswire.recording.AuthenticationMethod;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** pgjdbc and a real server, with a recorder between them that deals with TLS in its ways. */
class TlsModeTest {
  private static final String AUTHORITY =
      "sslrootcert=" + TestServer.certificates().authority().toString();

  private final TestServer server = TestServer.current();

  /** The URL of an application that insists on TLS becomes one that does without, to us. */
  @ParameterizedTest
  @ValueSource(strings = {"require", "verify-ca", "verify-full"})
  void insistsInPlaceOfTheClient(String sslMode) throws Exception {
    try (WireRecorder recorder = open(TlsMode.AUTOMATIC, "sslmode=" + sslMode, AUTHORITY)) {
      assertThat(recorder.jdbcUrl()).contains("sslmode=disable");

      assertThat(isEncryptedAtTheServer(recorder.jdbcUrl())).isTrue();

      RecordedConnection connection = recorder.recording().connections().get(0);
      assertThat(connection.authentication().method())
          .isEqualTo(AuthenticationMethod.SCRAM_SHA_256);
      assertThat(connection.statements())
          .anyMatch(statement -> statement.sql().contains("pg_stat_ssl"));
      assertThat(connection.ending()).isEqualTo(Ending.TERMINATED);
      String verified = sslMode.equals("require") ? "not verified" : "verified";
      assertThat(connection.notes().get(0))
          .startsWith("The server's leg: TLSv1.3, ")
          .endsWith("CN=localhost, the server's certificate was " + verified);
      assertThat(connection.notes().get(1)).startsWith("TLS begins at the recorder");
    }
  }

  @Test
  void doesNotTalkToAServerThatItDoesNotTrust() {
    String other = "sslrootcert=" + TestServer.certificates().client();
    try (WireRecorder recorder = open(TlsMode.AUTOMATIC, "sslmode=verify-full", other)) {
      assertThatThrownBy(() -> isEncryptedAtTheServer(recorder.jdbcUrl()))
          .isInstanceOf(SQLException.class);
      assertThat(recorder.recording().connections().get(0).endDetail())
          .contains("unable to find valid certification path");
    }
  }

  @Test
  void passesTheClientsOwnTlsOn() throws Exception {
    try (WireRecorder recorder = open(TlsMode.ORIGINATE, "sslmode=require")) {
      String insisting = recorder.jdbcUrl().replace("sslmode=disable", "sslmode=require");
      assertThat(isEncryptedAtTheServer(insisting)).isTrue();
      assertThat(recorder.recording().connections().get(0).tls()).isPresent();
      assertThat(recorder.recording().connections().get(0).notes()).isEmpty();
    }
  }

  @Test
  void leavesTlsAsItIsWhereNobodyInsists() throws Exception {
    try (WireRecorder recorder = open(TlsMode.AUTOMATIC, "sslmode=prefer")) {
      assertThat(recorder.jdbcUrl()).contains("sslmode=prefer");
      assertThat(isEncryptedAtTheServer(recorder.jdbcUrl())).isTrue();
      assertThat(recorder.recording().connections().get(0).tls()).isPresent();
    }
  }

  @Test
  void endsTlsWithACertificateOfItsOwn() throws Exception {
    try (WireRecorder recorder = open(TlsMode.TERMINATE, "sslmode=verify-full", AUTHORITY)) {
      assertThat(recorder.certificateAuthority().orElseThrow()).contains("BEGIN CERTIFICATE");
      assertThat(isEncryptedAtTheServer(recorder.jdbcUrl())).isTrue();

      RecordedConnection connection = recorder.recording().connections().get(0);
      assertThat(connection.authentication().method())
          .isEqualTo(AuthenticationMethod.SCRAM_SHA_256);
      assertThat(connection.notes())
          .anyMatch(note -> note.endsWith("the server's certificate was verified"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ORIGINATE", "TERMINATE"})
  void saysWhyItCannotBindChannels(TlsMode mode) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(mode, "sslmode=require", "channelBinding=require").close())
        .withMessage(
            "channelBinding=require is not possible with TlsMode.%s: the client does not see the"
                + " server's own certificate, to which it would bind SCRAM-SHA-256-PLUS. Use the"
                + " agent or TlsMode.IN_DRIVER, which leave its TLS as it is, or"
                + " channelBinding=prefer",
            mode);
  }

  @Test
  void saysWhichCertificatesCannotBeRead() {
    assertThatThrownBy(
            () -> open(TlsMode.AUTOMATIC, "sslmode=verify-ca", "sslrootcert=/nowhere/root.crt"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("/nowhere/root.crt");
  }

  /** What only the driver's own TLS can do leads to reading it in the driver. */
  @ParameterizedTest
  @ValueSource(strings = {"postgres", "direct"})
  void readsTlsInTheDriverWhereItMustStayAsItIs(String negotiation) throws Exception {
    try (WireRecorder recorder =
        open(
            TlsMode.AUTOMATIC,
            "sslmode=verify-full",
            AUTHORITY,
            "channelBinding=require",
            "sslNegotiation=" + negotiation)) {
      assertThat(recorder.jdbcUrl()).contains("sslfactory=dev.postgreswire.pgjdbc.");

      assertThat(isEncryptedAtTheServer(recorder.jdbcUrl())).isTrue();

      RecordedConnection connection = recorder.recording().connections().get(0);
      PostgresWireAssertions.assertThat(connection)
          .usedTls()
          .authenticatedWith(AuthenticationMethod.SCRAM_SHA_256_PLUS)
          .usedChannelBinding()
          .hasStartupParameter("user", "scram_user")
          .terminated();
      assertThat(connection.statements())
          .anyMatch(statement -> statement.sql().contains("pg_stat_ssl"));
      assertThat(connection.undecoded()).isEmpty();
      TlsSession tls = connection.tls().orElseThrow();
      assertThat(tls.decrypted()).isTrue();
      assertThat(tls.undecryptable()).isEmpty();
      assertThat(tls.version()).contains("TLSv1.3");
      boolean direct = negotiation.equals("direct");
      assertThat(tls.direct()).isEqualTo(direct);
      assertThat(tls.offeredAlpn()).isEqualTo(direct ? List.of("postgresql") : List.of());
    }
  }

  @Test
  void showsTheClientsCertificateFromWithinTheDriver() throws Exception {
    WireTarget target = WireTarget.parse(server.jdbcUrl(TestRole.CERT));
    try (WireRecorder recorder = WireRecorder.open(target)) {
      assertThat(isEncryptedAtTheServer(recorder.jdbcUrl())).isTrue();
      assertThat(recorder.recording().connections().get(0).startupParameter("user"))
          .contains("cert_user");
    }
  }

  @Test
  void refusesFromWithinTheDriverWhomItDoesNotTrust() {
    String other = "sslrootcert=" + TestServer.certificates().client();
    try (WireRecorder recorder = open(TlsMode.IN_DRIVER, "sslmode=verify-full", other)) {
      assertThatThrownBy(() -> isEncryptedAtTheServer(recorder.jdbcUrl()))
          .isInstanceOf(SQLException.class)
          .hasStackTraceContaining("unable to find valid certification path");
      assertThat(recorder.recording().connections().get(0).tls().orElseThrow().decrypted())
          .isFalse();
    }
  }

  @Test
  void readsLargeResultsInTheDriver() throws Exception {
    try (WireRecorder recorder = open(TlsMode.IN_DRIVER, "sslmode=require");
        Connection connection = DriverManager.getConnection(recorder.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select repeat('x', 100000) from generate_series(1, 50)")) {
      for (int count = 0; rows.next(); count++) {
        assertThat(rows.getString(1)).as("row %d", count).hasSize(100_000);
      }
      assertThat(recorder.recording().connections().get(0).statements())
          .last()
          .satisfies(last -> assertThat(last.returnedRows()).isEqualTo(50));
    }
  }

  /** The factory may stand in a URL that leads past all recorders. */
  @Test
  void isTheDriversOwnFactoryWhereNobodyRecords() throws Exception {
    String url =
        server.jdbcUrl(
            TestRole.SCRAM,
            "sslmode=verify-full",
            AUTHORITY,
            "channelBinding=require",
            "sslfactory=dev.postgreswire.pgjdbc.RecordedSslFactory",
            "sslhostnameverifier=dev.postgreswire.pgjdbc.ServerNameVerifier");
    assertThat(isEncryptedAtTheServer(url)).isTrue();
  }

  @Test
  void changesTheUrlsOfR2dbcToo() {
    WireTarget target =
        WireTarget.parse("r2dbc:postgresql://localhost:5432/billing?sslMode=require&schema=a");
    try (WireRecorder recorder = WireRecorder.open(target)) {
      assertThat(recorder.r2dbcUrl()).endsWith("/billing?sslMode=disable&schema=a");
    }
  }

  private WireRecorder open(TlsMode mode, String... parameters) {
    return WireRecorder.open(
        WireTarget.parse(server.jdbcUrl(TestRole.SCRAM, parameters)),
        WireRecorderOptions.defaults().withTls(mode));
  }

  private static boolean isEncryptedAtTheServer(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }
}
