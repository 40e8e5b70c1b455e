package dev.postgreswire;

import dev.postgreswire.loopback.BarrierTimeoutException;
import dev.postgreswire.loopback.Loopback;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A recorder in front of one PostgreSQL server: it listens on a free port of a loopback address,
 * passes on what comes, byte for byte, and records it.
 *
 * <pre>{@code
 * try (WireRecorder recorder = WireRecorder.open("localhost:5432")) {
 *   application.connectTo(recorder.jdbcUrl("billing"));
 *   assertThat(recorder.wire()).errors().isEmpty();
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class WireRecorder implements AutoCloseable {
  private final WireTarget server;
  private final WireRecorderOptions options;
  private final Recorder recorder;
  private final RecorderTls tls;
  private final Loopback loopback;
  private final PostgresWire wire;

  private WireRecorder(WireTarget server, WireRecorderOptions options) throws IOException {
    this.server = server;
    this.options = options;
    this.recorder =
        new Recorder(new RecorderOptions(options.memoryLimit()), options.keyLog().orElse(null));
    this.tls = RecorderTls.of(server, options);
    this.loopback =
        Loopback.open(
            InetSocketAddress.createUnresolved(server.host(), server.port()),
            recorder,
            tls.loopback(server));
    this.wire = options.keepsEverything() ? window("") : null;
  }

  /**
   * Opens a recorder in front of a server.
   *
   * @param server {@code host:port}, or a JDBC, R2DBC or libpq URL
   * @throws IllegalArgumentException when {@code server} names none
   */
  public static WireRecorder open(String server) {
    return open(WireTarget.parse(server));
  }

  /** Opens a recorder in front of the server at {@code host} and {@code port}. */
  public static WireRecorder open(String host, int port) {
    return open(WireTarget.of(host, port));
  }

  /** Opens a recorder in front of {@code server}. */
  public static WireRecorder open(WireTarget server) {
    return open(server, WireRecorderOptions.defaults());
  }

  /**
   * Opens a recorder in front of {@code server}. The server need not be there yet: it is called for
   * each connection anew.
   *
   * @throws UncheckedIOException when no loopback port can be had, or the certificates that the
   *     server's URL names cannot be read
   * @throws IllegalArgumentException when the server's URL asks for what {@link
   *     WireRecorderOptions#tls()} cannot do
   */
  public static WireRecorder open(WireTarget server, WireRecorderOptions options) {
    try {
      return new WireRecorder(server, options);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the recorder for " + server.address() + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the window over everything since the recorder was opened.
   *
   * @throws IllegalStateException when the recorder keeps only what windows reach
   */
  public PostgresWire wire() {
    if (wire == null) {
      throw new IllegalStateException(
          "this recorder keeps only what windows reach; open one with window(name)");
    }
    return wire;
  }

  /** Opens a window: what is said from now on, until it is closed. */
  public PostgresWire window(String name) {
    return window(name, server);
  }

  /**
   * Opens a window for an application that knows the server by another URL than the one with which
   * the recorder was opened: its database and its parameters are in the window's URLs.
   *
   * @throws IllegalArgumentException when {@code known} is at another address
   */
  public PostgresWire window(String name, WireTarget known) {
    if (!known.address().equals(server.address())) {
      throw new IllegalArgumentException(
          "this recorder is in front of " + server.address() + ", not of " + known.address());
    }
    awaitQuiet();
    return new PostgresWire(this, known, openWindow(name));
  }

  Window openWindow(String name) {
    return recorder.openWindow(name);
  }

  /**
   * Returns what was recorded since the recorder was opened, as {@link PostgresWire#recording()}.
   */
  public Recording recording() {
    return wire().recording();
  }

  /** Returns the memory that recorded messages take, in bytes. */
  public long memoryHeld() {
    return recorder.memoryHeld();
  }

  /** Takes in every byte that the application had written before the call. */
  void awaitQuiet() {
    try {
      loopback.drain(options.barrierTimeout());
    } catch (BarrierTimeoutException e) {
      throw new WireBarrierException(e.getMessage(), e);
    }
  }

  /** Returns the server behind the recorder. */
  public WireTarget server() {
    return server;
  }

  /** Returns the address on which it listens, always a loopback address. */
  public String host() {
    return loopback.address().getAddress().getHostAddress();
  }

  /** Returns the port on which it listens; it stays the same until the recorder is closed. */
  public int port() {
    return loopback.port();
  }

  /** Returns the JDBC URL by which the server is reached through the recorder. */
  public String jdbcUrl() {
    return jdbcUrl(server.database());
  }

  /** Returns the JDBC URL of a database of the server, through the recorder. */
  public String jdbcUrl(String database) {
    return jdbcUrl(server, database);
  }

  /** Returns the R2DBC URL by which the server is reached through the recorder. */
  public String r2dbcUrl() {
    return r2dbcUrl(server.database());
  }

  /** Returns the R2DBC URL of a database of the server, through the recorder. */
  public String r2dbcUrl(String database) {
    return r2dbcUrl(server, database);
  }

  String jdbcUrl(WireTarget known, String database) {
    return "jdbc:" + url(database, tls.jdbcQuery(known));
  }

  String r2dbcUrl(WireTarget known, String database) {
    return "r2dbc:" + url(database, tls.r2dbcQuery(known));
  }

  private String url(String database, String query) {
    return "postgresql://"
        + host()
        + ":"
        + port()
        + "/"
        + database
        + (query.isEmpty() ? "" : "?" + query);
  }

  /**
   * Returns the certificate, in PEM, that clients have to trust when they verify whom they talk to,
   * with {@link TlsMode#TERMINATE}; empty with any other.
   */
  public Optional<String> certificateAuthority() {
    return tls.authorityPem();
  }

  /**
   * Closes the connections that are open, and stops listening. What was recorded stays readable.
   */
  @Override
  public void close() {
    loopback.close();
    if (wire != null) {
      wire.close();
    }
  }
}
