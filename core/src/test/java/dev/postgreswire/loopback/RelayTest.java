package dev.postgreswire.loopback;

import static dev.postgreswire.wire.Direction.BACKEND;
import static dev.postgreswire.wire.Direction.FRONTEND;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes in comes out, and is recorded before it does. */
class RelayTest {
  private static final int HUNDRED_MEGABYTES = 100_000_000;
  private static final int CLIENTS = 500;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  @BreaksProtocol(because = "both sides speak at once, and nobody asks or answers")
  void relaysHundredMegabytesEachWayAtOnce() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      Future<Bytes> sentByClient = threads.submit(() -> send(client, 1));
      Future<Bytes> sentByServer = threads.submit(() -> send(accepted, 2));
      Future<Bytes> gotByServer = threads.submit(() -> receive(accepted));
      Bytes gotByClient = receive(client);

      Witness witness = relay.witness();
      assertThat(gotByServer.get()).isEqualTo(sentByClient.get()).isEqualTo(witness.hash(FRONTEND));
      assertThat(gotByClient).isEqualTo(sentByServer.get()).isEqualTo(witness.hash(BACKEND));
      assertThat(witness.count(FRONTEND)).isEqualTo(HUNDRED_MEGABYTES + 5L);
      assertThat(witness.count(BACKEND)).isEqualTo(HUNDRED_MEGABYTES + 5L);
      assertThat(relay.loopback().held()).isZero();
    }
  }

  @Test
  void relaysSingleBytes() throws Exception {
    byte[] bytes = new byte[10_000];
    new Random(3).nextBytes(bytes);
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      OutputStream out = client.getOutputStream();
      for (byte b : bytes) {
        out.write(b);
      }
      assertThat(accepted.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
      assertThat(relay.witness().bytes(FRONTEND)).isEqualTo(Bytes.of(bytes));
    }
  }

  @Test
  void relaysFiveHundredConnectionsAtOnce() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server)) {
      for (int i = 0; i < CLIENTS; i++) {
        Socket client = relay.connect();
        sockets.add(client);
        client.getOutputStream().write("hello %03d".formatted(i).getBytes(US_ASCII));
      }
      for (int i = 0; i < CLIENTS; i++) {
        Socket accepted = Relay.accept(server);
        sockets.add(accepted);
        accepted.getOutputStream().write(accepted.getInputStream().readNBytes(9));
      }
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(sockets.get(i).getInputStream().readNBytes(9))
            .asString(US_ASCII)
            .isEqualTo("hello %03d", i);
      }
      relay.drain();
      assertThat(relay.witnesses()).hasSize(CLIENTS).allMatch(w -> w.count(BACKEND) == 9);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void recordsBeforeItForwards() throws Exception {
    byte[] noise = new byte[3_000_000];
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      Witness witness = relay.witness();
      long received = 0;
      for (int size : new int[] {1, 10, 1_000, 100_000, noise.length}) {
        Future<Void> asked = threads.submit(() -> writeNoise(client, noise, size));
        assertRecordedWhenSeen(accepted, size, witness, FRONTEND, received);
        asked.get();
        Future<Void> answered = threads.submit(() -> writeNoise(accepted, noise, size));
        assertRecordedWhenSeen(client, size, witness, BACKEND, received);
        answered.get();
        received += size;
      }
    }
  }

  @Test
  void relaysOnWhenRecordingFails() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server, ThrowingWitness::new);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      for (int i = 0; i < 3; i++) {
        client.getOutputStream().write(i);
        assertThat(accepted.getInputStream().read()).isEqualTo(i);
        accepted.getOutputStream().write(i);
        assertThat(client.getInputStream().read()).isEqualTo(i);
      }
      relay.drain();
    }
  }

  @Test
  void relaysWhenNotEvenTheConnectionCanBeRecorded() throws Exception {
    try (ServerSocket server = Relay.server();
        Loopback loopback =
            Loopback.open(
                (InetSocketAddress) server.getLocalSocketAddress(),
                null,
                LoopbackOptions.defaults());
        Socket client = new Socket(loopback.address().getAddress(), loopback.port());
        Socket accepted = Relay.accept(server)) {
      client.getOutputStream().write(7);
      client.shutdownOutput();
      assertThat(accepted.getInputStream().readAllBytes()).containsExactly(7);
      loopback.drain(Relay.PATIENCE);
    }
  }

  /** The door as others use it. */
  @Test
  void tellsTheRecorder() throws Exception {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    try (ServerSocket server = Relay.server();
        Loopback loopback =
            Loopback.open(
                (InetSocketAddress) server.getLocalSocketAddress(),
                recorder,
                LoopbackOptions.defaults());
        Socket client = new Socket(loopback.address().getAddress(), loopback.port())) {
      client.getOutputStream().write(Bytes.ofHex("00000009 00030000 00").toByteArray());
      loopback.drain(Relay.PATIENCE);
      assertThat(recorder.memoryHeld()).isPositive();
    }
  }

  private static Bytes send(Socket socket, int seed) throws Exception {
    Random random = new Random(seed);
    byte[] piece = new byte[HUNDRED_MEGABYTES / 1000];
    DigestOutputStream out = new DigestOutputStream(socket.getOutputStream(), Witness.sha256());
    // One message: CopyData.
    out.write('d');
    out.write(ByteBuffer.allocate(4).putInt(HUNDRED_MEGABYTES + 4).array());
    for (int i = 0; i < 1000; i++) {
      random.nextBytes(piece);
      out.write(piece);
    }
    socket.shutdownOutput();
    return Bytes.of(out.getMessageDigest().digest());
  }

  private static Bytes receive(Socket socket) throws Exception {
    DigestOutputStream digest =
        new DigestOutputStream(OutputStream.nullOutputStream(), Witness.sha256());
    socket.getInputStream().transferTo(digest);
    return Bytes.of(digest.getMessageDigest().digest());
  }

  private static Void writeNoise(Socket socket, byte[] noise, int size) throws Exception {
    socket.getOutputStream().write(noise, 0, size);
    return null;
  }

  private static void assertRecordedWhenSeen(
      Socket socket, int size, Witness witness, Direction direction, long seenBefore)
      throws Exception {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[size];
    int seen = 0;
    while (seen < size) {
      seen += in.read(buffer, seen, size - seen);
      assertThat(witness.count(direction)).isGreaterThanOrEqualTo(seenBefore + seen);
    }
  }

  private static final class ThrowingWitness extends Witness {
    ThrowingWitness(Recorder recorder, ConnectionOrigin origin) {
      super(recorder, origin);
    }

    @Override
    void record(Direction direction, ByteBuffer bytes) {
      bytes.get();
      throw new AssertionError("a recorder that fails");
    }
  }
}
