package dev.postgreswire;

import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.TlsDecryptor;
import dev.postgreswire.recording.Window;
import dev.postgreswire.tls.KeyLog;
import java.util.Optional;
import java.util.function.Predicate;

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
 * <p>Where the agent is in this JVM, the recorder needs no address of its own: the agent tells it
 * of the connections to its server, and {@link #jdbcUrl()}, {@link #host()} and {@link #port()} are
 * the server's own. {@link WireRecorderOptions#withEndpoint()} insists on an address, for
 * applications in other processes.
 *
 * <p>Safe for use by several threads.
 */
public final class WireRecorder implements AutoCloseable {
  private final Optional<WireTarget> server;
  private final WireRecorderOptions options;
  private final Recorder recorder;
  private final WireSource source;
  private final Predicate<String> servers;
  private final PostgresWire wire;

  WireRecorder(WireTarget server, WireRecorderOptions options, Optional<InstalledAgent> agent) {
    boolean isRead = agent.isPresent() || RecorderTls.isReadInDriver(server, options);
    TlsDecryptor.Source keys = options.keyLog().orElseGet(() -> isRead ? KeyLog.empty() : null);
    this.server = Optional.of(server);
    this.options = options;
    this.recorder = new Recorder(new RecorderOptions(options.memoryLimit()), keys);
    this.servers = address -> true;
    this.source =
        agent.isPresent()
            ? new AgentSource(agent.get(), recorder, new ServerAddress(server))
            : new LoopbackSource(server, recorder, options);
    this.wire = options.keepsEverything() ? window("") : null;
  }

  WireRecorder(JvmRecorder jvm, Optional<WireTarget> server, WireRecorderOptions options) {
    this.server = server;
    this.options = options.forWindowsOnly();
    this.recorder = jvm.recorder();
    this.source = jvm;
    this.servers = server.<Predicate<String>>map(ServerAddress::new).orElse(address -> true);
    this.wire = null;
    recorder.memoryLimit(options.memoryLimit());
  }

  /** Returns whether the agent is in this JVM. */
  public static boolean hasAgent() {
    return InstalledAgent.find().isPresent();
  }

  /**
   * Returns the recorder that the agent of this JVM tells of the connections to all servers. It
   * records from the first call on, and as long as the JVM lasts; it keeps what windows reach.
   *
   * <pre>{@code
   * try (PostgresWire wire = WireRecorder.ofThisJvm().window("import")) {
   *   application.importInvoices();
   *   assertThat(wire).transactions().hasSize(1);
   * }
   * }</pre>
   *
   * @throws IllegalStateException when there is no agent in this JVM
   */
  public static WireRecorder ofThisJvm() {
    return ofThisJvm(Optional.empty(), WireRecorderOptions.defaults());
  }

  /**
   * Returns the same recorder, for windows that show one server's connections only.
   *
   * @param server the server; empty for all of them
   * @param options its memory limit holds for all who share the recorder, its timeout for those who
   *     have it from here
   * @throws IllegalStateException when there is no agent in this JVM
   */
  public static WireRecorder ofThisJvm(Optional<WireTarget> server, WireRecorderOptions options) {
    return new WireRecorder(JvmRecorder.get(), server, options);
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
   * @throws java.io.UncheckedIOException when no loopback port can be had, or the certificates that
   *     the server's URL names cannot be read
   * @throws IllegalArgumentException when the server's URL asks for what {@link
   *     WireRecorderOptions#tls()} cannot do
   */
  public static WireRecorder open(WireTarget server, WireRecorderOptions options) {
    Optional<InstalledAgent> agent = options.endpoint() ? Optional.empty() : InstalledAgent.find();
    return new WireRecorder(server, options, agent);
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
    return open(name, server);
  }

  /**
   * Opens a window for an application that knows the server by another URL than the one with which
   * the recorder was opened: its database and its parameters are in the window's URLs.
   *
   * @throws IllegalArgumentException when {@code known} is at another address
   */
  public PostgresWire window(String name, WireTarget known) {
    if (!server.map(WireTarget::address).equals(Optional.of(known.address()))) {
      throw new IllegalArgumentException(
          "this recorder is "
              + server.map(it -> "in front of " + it.address()).orElse("of no server in particular")
              + ", not of "
              + known.address());
    }
    return open(name, Optional.of(known));
  }

  PostgresWire open(String name, Optional<WireTarget> known) {
    awaitQuiet();
    return new PostgresWire(this, known, openWindow(name));
  }

  Window openWindow(String name) {
    return recorder.openWindow(name, servers);
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
    source.awaitQuiet(options.barrierTimeout());
  }

  /**
   * Returns the server behind the recorder.
   *
   * @throws IllegalStateException when it is that of this JVM, for whatever server
   */
  public WireTarget server() {
    return known(server);
  }

  static WireTarget known(Optional<WireTarget> server) {
    return server.orElseThrow(
        () ->
            new IllegalStateException(
                "no server was named, so there is no address to give: the agent records whatever"
                    + " server the application connects to by itself; write"
                    + " @RecordPostgresWire(target = \"localhost:5432\") to name one"));
  }

  /**
   * Returns the address of the recorder, always a loopback address; where the agent is, the
   * server's.
   */
  public String host() {
    return host(server);
  }

  /**
   * Returns the port on which it listens; it stays the same until the recorder is closed. Where the
   * agent is, the server's.
   */
  public int port() {
    return port(server);
  }

  String host(Optional<WireTarget> known) {
    return source.host(known(known));
  }

  int port(Optional<WireTarget> known) {
    return source.port(known(known));
  }

  String listensAt() {
    return source.listensAt();
  }

  /** Returns the JDBC URL by which the server is reached through the recorder. */
  public String jdbcUrl() {
    return jdbcUrl(server().database());
  }

  /** Returns the JDBC URL of a database of the server, through the recorder. */
  public String jdbcUrl(String database) {
    return jdbcUrl(server(), database);
  }

  /** Returns the R2DBC URL by which the server is reached through the recorder. */
  public String r2dbcUrl() {
    return r2dbcUrl(server().database());
  }

  /** Returns the R2DBC URL of a database of the server, through the recorder. */
  public String r2dbcUrl(String database) {
    return r2dbcUrl(server(), database);
  }

  String jdbcUrl(WireTarget known, String database) {
    return "jdbc:" + url(known, database, source.jdbcQuery(known));
  }

  String r2dbcUrl(WireTarget known, String database) {
    return "r2dbc:" + url(known, database, source.r2dbcQuery(known));
  }

  private String url(WireTarget known, String database, String query) {
    String host = source.host(known);
    String address = (host.contains(":") ? "[" + host + "]" : host) + ":" + source.port(known);
    return "postgresql://" + address + "/" + database + (query.isEmpty() ? "" : "?" + query);
  }

  /**
   * Returns the certificate, in PEM, that clients have to trust when they verify whom they talk to,
   * with {@link TlsMode#TERMINATE}; empty with any other, and where the agent is.
   */
  public Optional<String> certificateAuthority() {
    return source.certificateAuthority();
  }

  /**
   * Closes the connections that are open, and stops listening. Where the agent is, the application
   * keeps its connections, and nothing more of them is recorded; the recorder of this JVM goes on.
   * What was recorded stays readable.
   */
  @Override
  public void close() {
    source.close();
    if (wire != null) {
      wire.close();
    }
  }
}
