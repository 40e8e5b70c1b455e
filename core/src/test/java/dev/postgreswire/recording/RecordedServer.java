package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.loopback.Loopback;
import dev.postgreswire.loopback.LoopbackOptions;
import dev.postgreswire.testing.RawClient;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** A real server behind a loopback. */
final class RecordedServer implements AutoCloseable {
  private static final Duration BARRIER = Duration.ofMinutes(5);

  private final TestServer server;
  private final Recorder recorder = new Recorder(RecorderOptions.defaults());
  private final Loopback loopback;
  private Window window;

  RecordedServer(TestServer server) throws IOException {
    this.server = server;
    this.loopback =
        Loopback.open(
            new InetSocketAddress(server.host(), server.port()),
            recorder,
            LoopbackOptions.defaults());
    this.window = recorder.openWindow("first");
  }

  RawClient raw(String... parameters) throws IOException {
    return RawClient.login(loopback.address(), TestRole.ADMIN, parameters);
  }

  InetSocketAddress address() {
    return loopback.address();
  }

  Connection connect(TestRole role, String... parameters) throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl("localhost", loopback.port(), role, parameters));
  }

  /** Begins a new window: what was before is let go as far as it can be. */
  void nextWindow() {
    loopback.drain(BARRIER);
    window.close();
    window = recorder.openWindow("next");
  }

  /** Returns what was recorded, having checked what holds for every recording. */
  Recording recording() {
    loopback.drain(BARRIER);
    Recording recording = window.recording();
    assertThat(recording.notes()).isEmpty();
    assertThat(recording.undecoded()).isEmpty();
    Checkpoints.check(recording);
    return recording;
  }

  RecordedConnection connection() {
    return recording().connections().get(0);
  }

  @Override
  public void close() {
    loopback.close();
  }
}
