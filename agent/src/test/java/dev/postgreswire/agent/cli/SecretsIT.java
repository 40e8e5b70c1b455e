package dev.postgreswire.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.postgreswire.message.AuthenticationSASLFinal;
import dev.postgreswire.message.BackendKeyData;
import dev.postgreswire.message.PasswordMessage;
import dev.postgreswire.message.SASLResponse;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.report.capture.Capture;
import dev.postgreswire.report.capture.CaptureReader;
import dev.postgreswire.testing.Await;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever was said: who gets a file finds no secret in it, in any encoding. */
class SecretsIT {
  private static final TestServer SERVER = TestServer.current();
  private static final String PASSWORD = "Tr0ub4dor-and-3-more";
  private static final String NEW_PASSWORD = "correct horse battery staple";
  private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.bm9ib2R5LWVsc2U.c2lnbmVkLWJ5LW1l";
  private static final List<TestRole> WITH_PASSWORD =
      List.of(TestRole.PASSWORD, TestRole.MD5, TestRole.SCRAM);

  @TempDir Path folder;

  private final SecretSearch secrets = new SecretSearch();

  /** The usual one, "secret", is a word that may be anywhere. */
  @BeforeEach
  void setPasswords() throws SQLException {
    passwords(PASSWORD);
  }

  @AfterEach
  void resetPasswords() throws SQLException {
    passwords(TestRole.SCRAM.password().orElseThrow());
  }

  private static void passwords(String password) throws SQLException {
    for (TestRole role : WITH_PASSWORD) {
      String encryption = role == TestRole.MD5 ? "md5" : "scram-sha-256";
      SERVER.execute(
          "set password_encryption = '%s'; alter role %s password '%s'"
              .formatted(encryption, role.userName(), password));
    }
  }

  @Test
  void noFileHasAnyOfThem() throws Exception {
    secrets.add("password", PASSWORD.getBytes(UTF_8));
    secrets.add("new password", NEW_PASSWORD.getBytes(UTF_8));
    secrets.add("token", TOKEN.getBytes(UTF_8));
    Path truth = folder.resolve("sniffed.pcapng");
    try (Tshark.Sniffer sniffer = Tshark.sniff(SERVER.port(), truth);
        AgentJar.RunningProxy proxy = proxy("postgres", "127.0.0.1:" + SERVER.port())) {
      for (TestRole role : WITH_PASSWORD) {
        connect(proxy, role).close();
      }
      changePasswordsAndCancel(proxy);
      assertThat(proxy.stop().status()).isZero();
      sniffer.awaitEnds(WITH_PASSWORD.size() + 2);
    }
    try (OauthServer server = new OauthServer();
        AgentJar.RunningProxy proxy = proxy("oauth", "127.0.0.1:" + server.port())) {
      OauthServer.logIn(proxy, TOKEN);
      assertThat(proxy.stop().status()).isZero();
      assertThat(server.token()).isEqualTo(TOKEN);
    }
    addSecretsOf(truth);

    assertThat(secrets.names())
        .contains("MD5 answer", "SCRAM proof", "SCRAM signature", "cancel key 1");
    assertThat(secrets.in(Files.readAllBytes(truth)))
        .contains("password, as it is", "new password, as it is", "SCRAM proof, as it is");
    assertNothingIn("postgres");
    assertNothingIn("oauth");
  }

  /** A search that finds nothing proves something only if it would have found it. */
  @Test
  void theSearchFindsWhatIsHidden() throws IOException {
    secrets.add("password", PASSWORD.getBytes(UTF_8));
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(page)) {
      gzip.write(("xx" + PASSWORD).getBytes(UTF_8));
    }
    String hidden =
        "<script>" + Base64.getEncoder().encodeToString(page.toByteArray()) + "</script>";
    assertThat(secrets.in(hidden.getBytes(UTF_8))).contains("password, as it is");
    String shifted = Base64.getEncoder().encodeToString(("y" + PASSWORD + "z").getBytes(UTF_8));
    assertThat(secrets.in(("a " + shifted).getBytes(UTF_8))).contains("password, Base64, offset 1");
  }

  private AgentJar.RunningProxy proxy(String out, String server) {
    return AgentJar.proxy("--server", server, "--out", folder.resolve(out).toString());
  }

  private static Connection connect(AgentJar.RunningProxy proxy, TestRole role)
      throws SQLException {
    String url =
        SERVER.jdbcUrl(proxy.host(), Integer.parseInt(proxy.port()), role, "sslmode=disable");
    return DriverManager.getConnection(
        url.replace("password=" + TestRole.SCRAM.password().orElseThrow(), "password=" + PASSWORD));
  }

  private static void changePasswordsAndCancel(AgentJar.RunningProxy proxy) throws Exception {
    try (Connection connection = connect(proxy, TestRole.ADMIN);
        Statement statement = connection.createStatement()) {
      statement.execute("drop role if exists secret_keeper");
      statement.execute("create role secret_keeper password '" + NEW_PASSWORD + "'");
      statement.execute("ALTER ROLE secret_keeper PASSWORD '" + NEW_PASSWORD + "'");
      statement.execute(
          "alter role secret_keeper encrypted password $q$" + NEW_PASSWORD + "$q$ login");
      // The server quotes the statement in its error.
      assertThat(
              catchThrowable(
                  () ->
                      statement.execute("alter role nobody_there password '" + NEW_PASSWORD + "'")))
          .isNotNull();
      statement.execute("drop role secret_keeper");

      Thread canceller = new Thread(() -> cancelOnceItRuns(statement));
      canceller.start();
      assertThat(catchThrowable(() -> statement.execute("select pg_sleep(60)")))
          .hasMessageContaining("canceling statement");
      canceller.join();
    }
  }

  private static void cancelOnceItRuns(Statement statement) {
    try (Connection observer = SERVER.connect(TestRole.ADMIN, "sslmode=disable");
        Statement observing = observer.createStatement()) {
      Await.until("it sleeps", () -> isSleeping(observing));
      statement.cancel();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isSleeping(Statement observing) throws SQLException {
    String sql = "select from pg_stat_activity where wait_event = 'PgSleep'";
    try (ResultSet rows = observing.executeQuery(sql)) {
      return rows.next();
    }
  }

  /** What a login makes up differs each time; the wire knows. */
  private void addSecretsOf(Path truth) throws IOException {
    try (CaptureReader reader = Capture.open(truth)) {
      RecordingStream stream =
          new RecordingStream(
              new RecordingListener() {
                @Override
                public void message(RecordedMessage message) {
                  addSecretOf(message);
                }
              },
              null);
      reader.readTo(stream);
      stream.finish();
    }
  }

  private void addSecretOf(RecordedMessage recorded) {
    Bytes frame = recorded.frame().bytes();
    if (recorded.message() instanceof SASLResponse) {
      addBase64("SCRAM proof", frame.toString(UTF_8).replaceFirst("(?s).*p=", ""));
    } else if (recorded.message() instanceof AuthenticationSASLFinal) {
      addBase64("SCRAM signature", frame.toString(UTF_8).replaceFirst("(?s).*v=", ""));
    } else if (recorded.message() instanceof PasswordMessage
        && frame.slice(5, 3).toString(UTF_8).equals("md5")) {
      secrets.add("MD5 answer", frame.from(5 + 3).slice(0, 32).toByteArray());
    } else if (recorded.message() instanceof BackendKeyData) {
      secrets.add("cancel key " + recorded.connectionId(), frame.from(9).toByteArray());
    }
  }

  private void addBase64(String name, String base64) {
    secrets.add(name, base64.getBytes(UTF_8));
    secrets.add(name + ", decoded", Base64.getDecoder().decode(base64));
  }

  private void assertNothingIn(String out) throws IOException {
    Path files = folder.resolve(out);
    String capture = files.resolve("recording.pcapng").toString();
    AgentJar.run("report", capture, "--html", files.resolve("report.html").toString()).output();
    for (String format : List.of("trace", "json", "summary")) {
      String decoded = AgentJar.run("decode", capture, "--format", format).output();
      Files.writeString(files.resolve("decoded." + format), decoded);
    }
    try (Stream<Path> all = Files.list(files)) {
      List<Path> list = all.toList();
      assertThat(list).hasSize(8);
      for (Path file : list) {
        assertThat(secrets.in(Files.readAllBytes(file))).as(file.toString()).isEmpty();
      }
    }
    assertThat(files.resolve("trace.txt")).content().contains("********").contains("Terminate");
  }
}
