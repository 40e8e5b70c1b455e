package dev.postgreswire.agent.secret;

import dev.postgreswire.loopback.Loopback;
import dev.postgreswire.loopback.LoopbackOptions;
import dev.postgreswire.loopback.ServerTls;
import dev.postgreswire.loopback.TlsIdentity;
import dev.postgreswire.loopback.TlsTermination;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.recording.Window;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.Security;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A program that talks TLS with a server through a recorder, and once besides it, and prints what
 * was recorded. It is run with {@link SecretsAgent}, and given the server's port, the parameters of
 * a URL, and how many rows to ask for.
 */
final class TlsConversation {
  private TlsConversation() {}

  /** Talks. */
  public static void main(String[] arguments) throws Exception {
    Optional.ofNullable(System.getProperty("key.limits"))
        .ifPresent(limits -> Security.setProperty("jdk.tls.keyLimits", limits));
    int port = Integer.parseInt(arguments[0]);
    Window window = SecretsAgent.RECORDER.openWindow("");
    try (Loopback loopback =
        Loopback.open(
            InetSocketAddress.createUnresolved("localhost", port),
            SecretsAgent.GATE,
            LoopbackOptions.defaults())) {
      talk(port, arguments[1], 1);
      int rows = Integer.parseInt(arguments[2]);
      switch (System.getProperty("client", "driver")) {
        case "engine" -> talkByEngine(loopback.port(), arguments[1], rows);
        case "netty" -> NettyClient.talk(loopback.port(), "trust_user", "values (1), (2)");
        default -> talk(loopback.port(), arguments[1], rows);
      }
      loopback.drain(Duration.ofMinutes(5));
      window.recording().connections().forEach(TlsConversation::print);
      System.out.println("secrets " + SecretsAgent.KEY_LOG.size());
    }
    window.close();
    System.out.println("left " + SecretsAgent.KEY_LOG.size());
  }

  /** Something in between ends the driver's TLS, and begins it anew by an {@code SSLEngine}. */
  private static void talkByEngine(int port, String parameters, int rows) throws Exception {
    TlsIdentity identity =
        TlsIdentity.read(
            Path.of(System.getProperty("certificate")), Path.of(System.getProperty("key")));
    try (Loopback engine =
        Loopback.open(
            InetSocketAddress.createUnresolved("localhost", port),
            new Recorder(RecorderOptions.defaults()),
            LoopbackOptions.defaults()
                .withTermination(TlsTermination.of(identity, ServerTls.PREFER, null)))) {
      talk(engine.port(), parameters, rows);
      engine.drain(Duration.ofMinutes(5));
    }
  }

  private static void talk(int port, String parameters, int rows) throws SQLException {
    String url = "jdbc:postgresql://localhost:" + port + "/postgres?" + parameters;
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement statement =
            connection.prepareStatement("select repeat('x', 1000) from generate_series(1, ?)")) {
      statement.setInt(1, rows);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          found.getString(1);
        }
      }
    }
  }

  private static void print(RecordedConnection connection) {
    TlsSession tls = connection.tls().orElseThrow();
    System.out.println("version " + tls.version().orElse("?"));
    System.out.println("suite " + tls.cipherSuite().orElse("?"));
    System.out.println("decrypted " + tls.decrypted() + tls.undecryptable().orElse(""));
    System.out.println("method " + connection.authentication().method());
    connection
        .statements()
        .forEach(
            statement ->
                System.out.println(
                    "statement " + statement.parameters() + " " + statement.returnedRows()));
    System.out.println("ending " + connection.ending() + " " + connection.notes());
  }
}
