package dev.postgreswire.benchmarks.endurance;

import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A server that nobody else uses, so that it can be killed. It starts again in the same place. */
final class OwnServer implements AutoCloseable {
  private static final String SELF = "postgres";
  private static final long PAUSE = 20_000_000;

  private final Path folder;
  private final int port;
  private Process process;

  private OwnServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Creates one below {@code folder}, with TLS, that trusts everybody, and starts it. */
  static OwnServer start(Path folder) throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    OwnServer server = new OwnServer(Files.createDirectories(folder), free);
    server.create();
    server.start();
    return server;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private void create() throws IOException {
    Process initdb =
        asNobody(
                "initdb", "-A", "trust", "-U", SELF, "-D", data(), "-N", "-E", "UTF8", "--locale=C")
            .start();
    if (initdb.onExit().join().exitValue() != 0) {
      throw new IOException("initdb failed, see " + log());
    }
    Files.writeString(
        Path.of(data(), "postgresql.conf"),
        String.join(
            "\n",
            "port = " + port,
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            "max_connections = 300",
            "fsync = off",
            "ssl = on",
            "ssl_cert_file = '" + TestServer.certificates().server() + "'",
            "ssl_key_file = '" + TestServer.certificates().serverKey() + "'",
            ""));
  }

  private synchronized void start() throws IOException {
    while (process == null || !process.isAlive()) {
      // What is left of the one that was killed may still hold its memory: then it has to try
      // again.
      process = asNobody("postgres", "-D", data()).start();
      while (process.isAlive() && !answers()) {
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  /** It listens before it is ready. */
  private boolean answers() {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + SELF);
        Statement statement = connection.createStatement()) {
      return statement.execute("select 1");
    } catch (SQLException e) {
      return false;
    }
  }

  /** Kills one process of a client, the first there is; the server ends all others then. */
  synchronized void killABackend() {
    process
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("127.0.0.1"))
        .findFirst()
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Kills all of it at once, and starts it again. */
  synchronized void killAndRestart() throws IOException {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    process.destroyForcibly().onExit().join();
    all.forEach(ProcessHandle::destroyForcibly);
    start();
  }

  /** Root may not run a server; within a name space of its own, it is nobody. */
  private ProcessBuilder asNobody(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(TestServer.current().binDir().resolve(program).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(log().toFile());
    return new ProcessBuilder(command).redirectOutput(log).redirectError(log);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private Path log() {
    return folder.resolve("log");
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
