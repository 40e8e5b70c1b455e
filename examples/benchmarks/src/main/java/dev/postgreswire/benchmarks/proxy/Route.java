package dev.postgreswire.benchmarks.proxy;

import dev.postgreswire.benchmarks.measure.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to the server: a port of this machine, and the program behind it.
 *
 * @param name how it is called in the tables
 * @param port where clients connect to
 * @param process what listens there; null when it is the server itself
 * @param folder what belongs to it and is deleted with it; null when there is nothing
 */
record Route(String name, int port, Process process, TemporaryFolder folder)
    implements AutoCloseable {
  static final String DIRECT = "direct";
  static final String IN_MEMORY = "proxy, in memory";
  static final String ON_DISK = "proxy, on disk";
  static final String HAPROXY = "HAProxy";
  static final String PGBOUNCER = "pgbouncer";

  /** Returns the way without anything in between. */
  static Route direct(int server) {
    return new Route(DIRECT, server, null, null);
  }

  /** Returns our loopback, in a JVM of its own that keeps what it records. */
  static Route inMemory(Tool tool, int server) throws IOException {
    int port = Tool.freePort();
    return start(
        IN_MEMORY,
        tool,
        port,
        TemporaryFolder.create(),
        List.of(
            java(),
            "-cp",
            System.getProperty("java.class.path"),
            MemoryProxy.class.getName(),
            Integer.toString(port),
            Integer.toString(server)));
  }

  /** Returns the command line's proxy, which writes all formats into a folder. */
  static Route onDisk(Tool tool, int server) throws IOException {
    int port = Tool.freePort();
    TemporaryFolder folder = TemporaryFolder.create();
    return start(
        ON_DISK,
        tool,
        port,
        folder,
        List.of(
            java(),
            "-jar",
            System.getProperty("agent.jar"),
            "proxy",
            "--listen",
            "127.0.0.1:" + port,
            "--server",
            "127.0.0.1:" + server,
            "--out",
            folder.path().resolve("recording").toString()));
  }

  /** Returns HAProxy in TCP mode. */
  static Route haProxy(Tool tool, int server) throws IOException {
    int port = Tool.freePort();
    TemporaryFolder folder = TemporaryFolder.create();
    Path file = folder.path().resolve("haproxy.cfg");
    Files.writeString(
        file,
        """
        global
          maxconn 4000
          %s
        defaults
          mode tcp
          timeout connect 5s
          timeout client 1h
          timeout server 1h
        listen postgres
          bind 127.0.0.1:%d
          server postgres 127.0.0.1:%d
        """
            .formatted(tool.isPinned() ? "nbthread 1" : "", port, server));
    return start(HAPROXY, tool, port, folder, List.of("haproxy", "-f", file.toString()));
  }

  /** Returns pgbouncer in session mode; it refuses to run as root. */
  static Route pgbouncer(Tool tool, int server) throws IOException {
    int port = Tool.freePort();
    TemporaryFolder folder = TemporaryFolder.create();
    Path file = folder.path().resolve("pgbouncer.ini");
    Files.writeString(
        file,
        """
        [databases]
        postgres = host=127.0.0.1 port=%d user=postgres
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        auth_type = any
        pool_mode = session
        max_client_conn = 1000
        default_pool_size = 590
        unix_socket_dir =
        logfile = /dev/null
        log_connections = 0
        log_disconnections = 0
        """
            .formatted(server, port));
    boolean root = "root".equals(System.getProperty("user.name"));
    tool.run("chmod", "-R", "a+rX", folder.path().toString());
    List<String> command = List.of("pgbouncer", "-q", file.toString());
    List<String> asNobody = Stream.concat(nobody(), command.stream()).toList();
    return start(PGBOUNCER, tool, port, folder, root ? asNobody : command);
  }

  private static Stream<String> nobody() {
    return Stream.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Route start(
      String name, Tool tool, int port, TemporaryFolder folder, List<String> command)
      throws IOException {
    Path output = Files.createTempFile("postgres-wire-benchmark", ".out");
    Process process = tool.start(output, command);
    Route route = new Route(name, port, process, folder);
    try {
      Tool.awaitListening(process, output, port);
    } catch (IOException | RuntimeException e) {
      route.close();
      throw e;
    } finally {
      Files.delete(output);
    }
    return route;
  }

  /** Whether a compiler has to see some of the work before it is worth measuring. */
  boolean isJava() {
    return name.equals(IN_MEMORY) || name.equals(ON_DISK);
  }

  @Override
  public void close() throws IOException {
    if (process == null) {
      return;
    }
    process.destroy();
    boolean unused = process.onExit().join().isAlive();
    folder.close();
  }
}
