package dev.postgreswire.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server on this machine, with TLS on and a {@link TestRole} for each
 * authentication method. Each major version starts once in a JVM, when a test first asks for it,
 * and stops with the JVM; tests share it, so whatever they create there needs a name of its own.
 */
public final class TestServer {
  /** The major version that tests use when they do not care. */
  public static final int DEFAULT_VERSION = 18;

  private static final Map<Integer, TestServer> STARTED = new TreeMap<>();

  private final int version;
  private final EmbeddedPostgres postgres;
  private final Path installation;

  private TestServer(int version, EmbeddedPostgres postgres, Path installation) {
    this.version = version;
    this.postgres = postgres;
    this.installation = installation;
  }

  /** The server of the default version. */
  public static TestServer current() {
    return v(DEFAULT_VERSION);
  }

  /** The server of a major version, 14 to 18. */
  public static synchronized TestServer v(int version) {
    return STARTED.computeIfAbsent(version, TestServer::start);
  }

  /**
   * The major versions that this build tests against, for a {@code @MethodSource}: the system
   * property {@code postgres.versions}, by default 14 and 18.
   */
  public static Stream<Integer> versions() {
    return Stream.of(System.getProperty("postgres.versions", "14,18").split(","))
        .map(String::strip)
        .map(Integer::valueOf);
  }

  /** The servers of those {@link #versions()}, for a {@code @MethodSource}. */
  public static Stream<TestServer> all() {
    return versions().map(TestServer::v);
  }

  /** The certificates of every server and of {@link TestRole#CERT}. */
  public static TestCertificates certificates() {
    return Installation.CERTIFICATES;
  }

  /** The major version. */
  public int version() {
    return version;
  }

  /** The name under which the server's certificate knows it; it resolves to this machine. */
  public String host() {
    return "localhost";
  }

  /** The TCP port on the loopback addresses. */
  public int port() {
    return postgres.getPort();
  }

  /** The database in which everybody may work. */
  public String database() {
    return "postgres";
  }

  /** The folder of {@code initdb}, {@code pg_ctl} and {@code postgres}. */
  public Path binDir() {
    return installation.resolve("bin");
  }

  /** The folder of the shared libraries. */
  public Path libDir() {
    return installation.resolve("lib");
  }

  /** What the server has logged, in this and earlier runs. */
  public Path log() {
    return Installation.log(version);
  }

  /**
   * A URL for pgjdbc, with everything that the role needs to log in.
   *
   * @param parameters more of the driver's parameters, such as {@code "sslmode=disable"}
   */
  public String jdbcUrl(TestRole role, String... parameters) {
    return jdbcUrl(host(), port(), role, parameters);
  }

  /** The same by way of another address, such as a recorder's. */
  public String jdbcUrl(String host, int port, TestRole role, String... parameters) {
    StringBuilder url = new StringBuilder("jdbc:postgresql://");
    url.append(host).append(':').append(port).append('/').append(database());
    url.append("?user=").append(role.userName());
    role.password().ifPresent(password -> url.append("&password=").append(password));
    if (role == TestRole.CERT) {
      url.append("&sslmode=require&sslkey=").append(certificates().clientStore());
      url.append("&sslpassword=").append(TestCertificates.STORE_PASSWORD);
    }
    List.of(parameters).forEach(parameter -> url.append('&').append(parameter));
    return url.toString();
  }

  /** Connects by pgjdbc. */
  public Connection connect(TestRole role, String... parameters) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(role, parameters));
  }

  /** Runs SQL as the superuser. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect(TestRole.ADMIN);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL " + version;
  }

  private static TestServer start(int version) {
    try {
      Path home = Installation.home(version);
      EmbeddedPostgres postgres = Installation.configure(version, home).start();
      TestServer server = new TestServer(version, postgres, unpacked(home));
      server.createRoles();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(toLog(version), e);
    } catch (SQLException e) {
      throw new IllegalStateException(toLog(version), e);
    }
  }

  private static String toLog(int version) {
    return "PostgreSQL " + version + " did not start; see " + Installation.log(version);
  }

  private static Path unpacked(Path home) throws IOException {
    try (Stream<Path> folders = Files.list(home)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("bin")))
          .findAny()
          .orElseThrow(() -> new IOException("No bin folder below " + home));
    }
  }

  private void createRoles() throws SQLException {
    for (TestRole role : TestRole.values()) {
      if (role != TestRole.ADMIN) {
        execute(role.createStatement());
      }
    }
    execute("grant all on schema public to public");
  }
}
