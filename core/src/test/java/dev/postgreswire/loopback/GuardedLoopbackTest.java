package dev.postgreswire.loopback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Window;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

/** A relay for those of whom it knows. */
class GuardedLoopbackTest {
  private static final ConnectionOrigin ORIGIN = ConnectionOrigin.of("db.test:5432", "10.0.0.1:4");

  private final Recorder recorder = new Recorder(RecorderOptions.defaults());
  private final Window window = recorder.openWindow("test");

  @Test
  void relaysAClientThatIsExpected() throws Exception {
    try (ServerSocket server = Relay.server();
        GuardedLoopback loopback = GuardedLoopback.open(LoopbackOptions.defaults());
        Socket client = boundClient()) {
      ExpectedClient expected = loopback.expect(client.getLocalPort());
      client.connect(loopback.address());
      SocketChannel upstream = SocketChannel.open(server.getLocalSocketAddress());
      expected.relay(upstream, ORIGIN, recorder.opened(ORIGIN));
      try (Socket accepted = Relay.accept(server)) {
        client.getOutputStream().write('?');
        assertThat(accepted.getInputStream().read()).isEqualTo('?');
        accepted.getOutputStream().write('!');
        assertThat(client.getInputStream().read()).isEqualTo('!');

        assertThat(connection().server()).isEqualTo("db.test:5432");
        assertThat(connection().bytes(Direction.FRONTEND)).isEqualTo(1);
        assertThat(connection().bytes(Direction.BACKEND)).isEqualTo(1);
      }
    }
  }

  /** What it says until it is known whither is not lost, and part of the barrier. */
  @Test
  void recordsWhatAClientSaidAndHowItEnded() throws Exception {
    try (ServerSocket server = Relay.server();
        GuardedLoopback loopback = GuardedLoopback.open(LoopbackOptions.defaults());
        Socket client = boundClient()) {
      ExpectedClient expected = loopback.expect(client.getLocalPort());
      client.connect(loopback.address());
      client.getOutputStream().write("early".getBytes(US_ASCII));
      expected.relay(
          SocketChannel.open(server.getLocalSocketAddress()), ORIGIN, recorder.opened(ORIGIN));
      Relay.reset(client);
      loopback.drain(Relay.PATIENCE);

      assertThat(connection().bytes(Direction.FRONTEND)).isEqualTo(5);
      assertThat(connection().ending()).isEqualTo(Ending.RESET_BY_CLIENT);
    }
  }

  @Test
  void relaysAClientThatNobodyRecords() throws Exception {
    try (ServerSocket server = Relay.server();
        GuardedLoopback loopback = GuardedLoopback.open(LoopbackOptions.defaults());
        Socket client = boundClient()) {
      ExpectedClient expected = loopback.expect(client.getLocalPort());
      client.connect(loopback.address());
      expected.relay(SocketChannel.open(server.getLocalSocketAddress()), ORIGIN, null);
      try (Socket accepted = Relay.accept(server)) {
        client.getOutputStream().write('?');
        assertThat(accepted.getInputStream().read()).isEqualTo('?');
      }
    }
  }

  @Test
  void resetsWhomNobodyExpects() throws Exception {
    try (GuardedLoopback loopback = GuardedLoopback.open(LoopbackOptions.defaults());
        Socket stranger = boundClient()) {
      loopback.expect(stranger.getLocalPort()).giveUp();
      stranger.connect(loopback.address());

      assertThat(Relay.seesReset(stranger)).isTrue();
      assertThat(loopback.refused()).isEqualTo(1);
    }
  }

  /** Who comes first does not get what another one is expected for. */
  @Test
  void resetsAStrangerWhoComesWhileAClientIsExpected() throws Exception {
    try (ServerSocket server = Relay.server();
        GuardedLoopback loopback = GuardedLoopback.open(LoopbackOptions.defaults());
        Socket client = boundClient();
        Socket stranger = boundClient()) {
      ExpectedClient expected = loopback.expect(client.getLocalPort());
      expected.relay(
          SocketChannel.open(server.getLocalSocketAddress()), ORIGIN, recorder.opened(ORIGIN));

      stranger.connect(loopback.address());
      assertThat(Relay.seesReset(stranger)).isTrue();

      client.connect(loopback.address());
      try (Socket accepted = Relay.accept(server)) {
        client.getOutputStream().write('?');
        assertThat(accepted.getInputStream().read()).isEqualTo('?');
      }
    }
  }

  @Test
  void resetsAClientOfWhomNothingCame() throws Exception {
    try (GuardedLoopback loopback = GuardedLoopback.open(LoopbackOptions.defaults());
        Socket client = boundClient()) {
      ExpectedClient expected = loopback.expect(client.getLocalPort());
      client.connect(loopback.address());
      loopback.drain(Relay.PATIENCE);
      expected.giveUp();

      assertThat(Relay.seesReset(client)).isTrue();
      assertThat(loopback.refused()).isZero();
    }
  }

  private static Socket boundClient() throws IOException {
    Socket client = new Socket();
    client.setSoTimeout(Math.toIntExact(Relay.PATIENCE.toMillis()));
    client.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return client;
  }

  private RecordedConnection connection() {
    return window.recording().connections().get(0);
  }
}
