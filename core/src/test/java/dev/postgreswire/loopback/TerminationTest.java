package dev.postgreswire.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.recording.AuthenticationMethod;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Window;
import dev.postgreswire.testing.TestCertificates;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.tls.CertificateAuthority;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** pgjdbc and PostgreSQL with a loopback in between at which the driver's TLS ends. */
class TerminationTest {
  private static final TestCertificates CERTIFICATES = TestServer.certificates();

  private final Recorder recorder = new Recorder(RecorderOptions.defaults());
  private TestServer server = TestServer.current();
  private Window window;
  private Loopback loopback;

  @BeforeEach
  void openWindow() {
    window = recorder.openWindow("");
  }

  @AfterEach
  void close() {
    if (loopback != null) {
      loopback.close();
    }
  }

  /** The one way in which every client works and nobody notices. */
  @ParameterizedTest
  @MethodSource("dev.postgreswire.testing.TestServer#all")
  void bindsChannelsWithTheServersOwnCertificateAndKey(TestServer any) throws Exception {
    server = any;
    open(serversOwn(), ServerTls.PREFER, null);
    try (Connection connection =
        connect("sslmode=verify-full", authority(), "channelBinding=require")) {
      assertThat(isEncryptedAtTheServer(connection)).isTrue();
    }
    assertThat(recorded().authentication().method())
        .isEqualTo(AuthenticationMethod.SCRAM_SHA_256_PLUS);
    assertThat(types())
        .startsWith("StartupMessage", "AuthenticationSASL")
        .contains("Parse", "DataRow")
        .endsWith("Terminate");
    assertThat(recorded().notes())
        .hasSize(2)
        .satisfies(
            notes ->
                assertThat(notes.get(0))
                    .startsWith("TLS ends at the recorder: what follows is the plaintext")
                    .containsPattern("The client's leg: TLSv1.3, TLS_\\w+$"))
        .satisfies(
            notes ->
                assertThat(notes.get(1))
                    .matches(
                        "The server's leg: TLSv1.3, TLS_\\w+, CN=localhost,"
                            + " the server's certificate was not verified"));
  }

  @Test
  void relaysLargeMessagesBothWays() throws Exception {
    open(serversOwn(), ServerTls.PREFER, null);
    String large = "0123456789".repeat(500_000);
    try (Connection connection = connect("sslmode=require");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select '" + large + "' from generate_series(1,5)")) {
      while (rows.next()) {
        assertThat(rows.getString(1)).isEqualTo(large);
      }
    }
    assertThat(types()).endsWith("Terminate");
    assertThat(recorded().bytes(Direction.BACKEND)).isGreaterThan(5L * large.length());
  }

  @Test
  void takesTlsThatBeginsDirectly() throws Exception {
    open(serversOwn(), ServerTls.PREFER, null);
    try (Connection connection =
        connect("sslmode=verify-full", authority(), "sslNegotiation=direct")) {
      assertThat(isEncryptedAtTheServer(connection)).isTrue();
    }
    assertThat(types()).startsWith("StartupMessage").endsWith("Terminate");
  }

  /** The server's leg is not encrypted when the client's is not. */
  @Test
  void relaysPlaintextAsItIs() throws Exception {
    open(serversOwn(), ServerTls.PREFER, null);
    try (Connection connection = connect("sslmode=disable")) {
      assertThat(isEncryptedAtTheServer(connection)).isFalse();
    }
    assertThat(types()).startsWith("StartupMessage").endsWith("Terminate");
    assertThat(recorded().notes()).isEmpty();
  }

  @Test
  void doesWithoutTlsToTheServer() throws Exception {
    open(serversOwn(), ServerTls.DISABLE, null);
    try (Connection connection = connect("sslmode=require")) {
      assertThat(isEncryptedAtTheServer(connection)).isFalse();
    }
    assertThat(recorded().notes())
        .last()
        .isEqualTo("The server's leg: plaintext, for TLS is disabled for it");
    assertThat(recorded().authentication().method()).isEqualTo(AuthenticationMethod.SCRAM_SHA_256);
  }

  @Test
  void saysWhyChannelBindingFailsWithAnotherCertificate(@TempDir Path folder) throws Exception {
    OpenSsl openssl = new OpenSsl(folder);
    openssl.selfSigned("other", "rsa:2048");
    open(identity(openssl, "other"), ServerTls.PREFER, null);

    assertThatThrownBy(() -> connect("sslmode=require").close())
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
        .hasMessageContaining("SCRAM channel binding");
    assertThat(recorded().notes())
        .last()
        .asString()
        .startsWith(
            "The client sees another certificate than the server's: a client that uses channel"
                + " binding (SCRAM-SHA-256-PLUS, the default of libpq and pgjdbc) will be refused")
        .contains("Give the server's own certificate and key, or disable TLS");
    assertThatThrownBy(() -> connect("sslmode=require").close()).isInstanceOf(SQLException.class);
    connect("sslmode=require", "channelBinding=disable").close();
  }

  @Test
  void takesPreferredBindingAwayByAnEdwardsSignature(@TempDir Path folder) throws Exception {
    OpenSsl openssl = new OpenSsl(folder);
    openssl.selfSigned("authority", "ed25519");
    openssl.signed("unbound", "rsa:2048", "authority");
    open(identity(openssl, "unbound"), ServerTls.PREFER, null);

    connect("sslmode=require").close();
    assertThat(recorded().authentication().method()).isEqualTo(AuthenticationMethod.SCRAM_SHA_256);
    assertThat(recorded().notes())
        .last()
        .asString()
        .contains("a client that requires channel binding (SCRAM-SHA-256-PLUS) cannot log in");
    assertThatThrownBy(() -> connect("sslmode=require", "channelBinding=require").close())
        .isInstanceOf(SQLException.class);
  }

  /** Made by us, so that a client may verify whom it talks to: the recorder. */
  @Test
  void showsACertificateOfItsOwnMaking(@TempDir Path folder) throws Exception {
    CertificateAuthority authority = new CertificateAuthority();
    TlsIdentity made = TlsIdentity.of(authority.issue(List.of("localhost", "127.0.0.1")));
    String trust =
        "sslrootcert=" + Files.writeString(folder.resolve("authority.pem"), authority.pem());
    open(made, ServerTls.PREFER, null);

    connect("sslmode=verify-full", trust).close();
    assertThat(recorded().authentication().method()).isEqualTo(AuthenticationMethod.SCRAM_SHA_256);
    assertThat(recorded().notes())
        .last()
        .asString()
        .contains("a client that requires channel binding (SCRAM-SHA-256-PLUS) cannot log in");

    assertThatThrownBy(
            () -> connect("sslmode=verify-full", trust, "channelBinding=require").close())
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08004"))
        .hasMessageContaining("channel binding");
  }

  @Test
  void verifiesTheServerWhenAsked() throws Exception {
    open(serversOwn(), ServerTls.VERIFY_FULL, CERTIFICATES.authority());
    connect("sslmode=require").close();
    assertThat(recorded().notes()).last().asString().endsWith("certificate was verified");
  }

  @Test
  void doesNotTalkToAServerThatItDoesNotTrust() throws Exception {
    open(serversOwn(), ServerTls.VERIFY_FULL, CERTIFICATES.client());
    assertThatThrownBy(() -> connect("sslmode=require").close()).isInstanceOf(SQLException.class);
    loopback.drain(Relay.PATIENCE);
    assertThat(recorded().ending()).isEqualTo(Ending.RESET_BY_SERVER);
    assertThat(recorded().endDetail()).contains("unable to find valid certification path");
  }

  @Test
  void saysThatTheClientDoesNotTrustTheCertificate() throws Exception {
    open(serversOwn(), ServerTls.PREFER, null);
    String wrong = "sslrootcert=" + CERTIFICATES.client();
    assertThatThrownBy(() -> connect("sslmode=verify-full", wrong).close())
        .isInstanceOf(SQLException.class);
    loopback.drain(Relay.PATIENCE);
    assertThat(types()).isEmpty();
    assertThat(recorded().ending()).isIn(Ending.RESET_BY_CLIENT, Ending.CLOSED_BY_CLIENT);
  }

  private void open(TlsIdentity identity, ServerTls serverTls, Path authorities)
      throws IOException {
    loopback =
        Loopback.open(
            InetSocketAddress.createUnresolved(server.host(), server.port()),
            recorder,
            LoopbackOptions.defaults()
                .withTermination(TlsTermination.of(identity, serverTls, authorities)));
  }

  private Connection connect(String... parameters) throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl("localhost", loopback.port(), TestRole.SCRAM, parameters));
  }

  private RecordedConnection recorded() {
    loopback.drain(Relay.PATIENCE);
    return window.recording().connections().get(0);
  }

  private List<String> types() {
    return recorded().messages().stream()
        .map(RecordedMessage::message)
        .map(message -> message.type().protocolName())
        .toList();
  }

  private static boolean isEncryptedAtTheServer(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  private static String authority() {
    return "sslrootcert=" + CERTIFICATES.authority();
  }

  private static TlsIdentity serversOwn() throws IOException {
    return TlsIdentity.read(CERTIFICATES.server(), CERTIFICATES.serverKey());
  }

  private static TlsIdentity identity(OpenSsl openssl, String name) throws IOException {
    return TlsIdentity.read(openssl.file(name + ".crt"), openssl.file(name + ".key"));
  }
}
