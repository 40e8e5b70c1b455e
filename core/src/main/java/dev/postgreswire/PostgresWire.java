package dev.postgreswire;

import dev.postgreswire.recording.MessagePosition;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Window;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What the application and PostgreSQL say to each other while a test runs: a window over a {@link
 * WireRecorder}, and the address at which the recorder listens.
 *
 * <pre>{@code
 * @Test
 * void listsInvoicesInOneQuery(PostgresWire wire) {
 *   invoices.list();
 *   assertThat(wire).statements().hasSize(1);
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class PostgresWire implements AutoCloseable {
  private final WireRecorder recorder;
  private final Optional<WireTarget> server;
  private volatile Window window;
  private volatile Function<Optional<MessagePosition>, String> footnote = place -> "";
  private volatile UnaryOperator<Recording> view = recording -> recording;
  private volatile RunningTest test;

  PostgresWire(WireRecorder recorder, Optional<WireTarget> server, Window window) {
    this.recorder = recorder;
    this.server = server;
    this.window = window;
  }

  /**
   * Returns what was recorded in this window so far. It is a barrier: every byte that the
   * application had written before the call is in it.
   *
   * @throws WireBarrierException when such bytes did not arrive within the barrier timeout; the
   *     message says what was pending
   */
  public Recording recording() {
    Window current = window;
    if (!current.isClosed()) {
      recorder.awaitQuiet();
    }
    return view.apply(current.recording());
  }

  /**
   * Sets which part of what was recorded this window shows, such as that of one of several tests
   * that run at the same time.
   */
  public void view(UnaryOperator<Recording> part) {
    view = part;
  }

  /**
   * Begins the window anew: what was said before is no longer in it, and what is said from now on
   * is, also when the window had been closed.
   *
   * @param name whose window it is from now on, such as the test's name
   */
  public synchronized void restart(String name) {
    try {
      recorder.awaitQuiet();
    } finally {
      Window before = window;
      window = recorder.openWindow(name);
      before.close();
    }
  }

  /**
   * Runs {@code action} and returns a window over just that time.
   *
   * @throws X whatever the action throws
   */
  public <X extends Throwable> PostgresWire during(Action<X> action) throws X {
    try (PostgresWire during = recorder.open(name(), server)) {
      during.footnote(footnote);
      during.test(test);
      during.view(view);
      action.run();
      return during;
    }
  }

  /**
   * Ends the window; what it holds stays readable.
   *
   * @throws WireBarrierException as {@link #recording()} does; the window has ended all the same
   */
  @Override
  public synchronized void close() {
    Window current = window;
    if (!current.isClosed()) {
      try {
        recorder.awaitQuiet();
      } finally {
        current.close();
      }
    }
  }

  /** Returns the JDBC URL by which the server is reached through the recorder. */
  public String jdbcUrl() {
    return jdbcUrl(server().database());
  }

  /** Returns the JDBC URL of another database of the same server. */
  public String jdbcUrl(String database) {
    return recorder.jdbcUrl(server(), database);
  }

  /** Returns the R2DBC URL by which the server is reached through the recorder. */
  public String r2dbcUrl() {
    return r2dbcUrl(server().database());
  }

  /** Returns the R2DBC URL of another database of the same server. */
  public String r2dbcUrl(String database) {
    return recorder.r2dbcUrl(server(), database);
  }

  /**
   * Returns the address on which the recorder listens, always a loopback address; where the agent
   * is, the server's own.
   *
   * @throws IllegalStateException as {@link #server()} does
   */
  public String host() {
    return recorder.host(server);
  }

  /**
   * Returns the port on which the recorder listens; where the agent is, the server's own.
   *
   * @throws IllegalStateException as {@link #server()} does
   */
  public int port() {
    return recorder.port(server);
  }

  /** Returns the address on which the recorder listens; empty where the agent needs none. */
  public Optional<String> listensAt() {
    return Optional.of(recorder.listensAt()).filter(address -> !address.isEmpty());
  }

  /**
   * Returns the server behind the recorder.
   *
   * @throws IllegalStateException when the agent records all servers and none was named; the
   *     message says what to write
   */
  public WireTarget server() {
    return WireRecorder.known(server);
  }

  /** Returns the server behind the recorder; empty when the agent records all of them. */
  public Optional<WireTarget> target() {
    return server;
  }

  /** Returns whose window it is, such as the test's name. */
  public String name() {
    return window.name();
  }

  /** Returns the test that runs in this window, if whoever opened it has said so. */
  public Optional<RunningTest> test() {
    return Optional.ofNullable(test);
  }

  /** Says which test runs in this window; null for none. */
  public void test(RunningTest running) {
    test = running;
  }

  /**
   * Returns what a failed assertion says at its end, such as where the recording lies; empty by
   * default.
   *
   * @param place the message that shows best what the failure is about, where there is one
   */
  public String footnote(Optional<MessagePosition> place) {
    return footnote.apply(place);
  }

  /** Sets what a failed assertion says at its end, in a line or more. */
  public void footnote(String text) {
    footnote(place -> text);
  }

  /**
   * Sets what a failed assertion says at its end, in a line or more, about the message that shows
   * best what the failure is about, such as a link to it.
   */
  public void footnote(Function<Optional<MessagePosition>, String> text) {
    footnote = text;
  }

  /**
   * Something to be done while a window is open.
   *
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface Action<X extends Throwable> {
    /** Does it. */
    void run() throws X;
  }
}
