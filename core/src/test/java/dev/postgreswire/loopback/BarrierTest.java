package dev.postgreswire.loopback;

import static dev.postgreswire.wire.Direction.FRONTEND;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.testing.Await;
import dev.postgreswire.wire.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever drains the loopback finds recorded what was written before. */
class BarrierTest {
  private static final Bytes TERMINATE = Bytes.ofHex("58 00000004");
  private static final int TIMES = 1000;

  private final ExecutorService otherThread = Executors.newSingleThreadExecutor();

  @AfterEach
  void stopOtherThread() {
    otherThread.shutdownNow();
  }

  @Test
  void missesNoTerminateBeforeAClose() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server)) {
      for (int i = 0; i < TIMES; i++) {
        openTerminateAndClose(relay);
        relay.drain();
        assertTerminatedAndEnded(relay, i);
        Relay.hangUp(Relay.accept(server));
      }
    }
  }

  @Test
  void missesNothingThatAnotherThreadWrote() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server)) {
      for (int i = 0; i < TIMES; i++) {
        otherThread.submit(() -> openTerminateAndClose(relay)).get();
        relay.drain();
        assertTerminatedAndEnded(relay, i);
        Relay.hangUp(Relay.accept(server));
      }
    }
  }

  /** A connection that the relay knows already, with traffic before. */
  @Test
  void missesNoTerminateAfterAnExchange() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server)) {
      for (int i = 0; i < TIMES; i++) {
        try (Socket client = relay.connect();
            Socket accepted = Relay.accept(server)) {
          accepted.getOutputStream().write('!');
          assertThat(client.getInputStream().read()).isEqualTo('!');
          client.getOutputStream().write(TERMINATE.toByteArray());
        }
        relay.drain();
        assertTerminatedAndEnded(relay, i);
      }
    }
  }

  /** More than the kernel's buffers for our socket hold at first. */
  @Test
  void takesInLargeWrites() throws Exception {
    byte[] large = new byte[2 << 20];
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      for (int i = 1; i <= 20; i++) {
        Future<byte[]> read =
            otherThread.submit(() -> accepted.getInputStream().readNBytes(large.length));
        client.getOutputStream().write(large);
        relay.drain();
        assertThat(relay.witness().count(FRONTEND)).isEqualTo((long) i * large.length);
        assertThat(read.get()).hasSameSizeAs(large);
      }
    }
  }

  @Test
  void saysWhatIsPendingWhenTheTimeIsUp() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server, LoopbackOptions.defaults().withBarrierLimit(1 << 20));
        SocketChannel client = SocketChannel.open(relay.address());
        Socket accepted = Relay.accept(server)) {
      BarrierTimeoutException timeout = writeUntilABarrierFails(relay, client);

      String peer = "127.0.0.1:" + client.socket().getLocalPort();
      assertThat(timeout.getMessage().replaceFirst("[0-9]+ bytes", "N bytes"))
          .isEqualTo(
              "Not all that the application wrote could be recorded within 20 ms:\n"
                  + "  connection 1 (%s to localhost:%d): the server does not read, so what the"
                  + " client writes is not taken in any more: N bytes are recorded and wait to be"
                  + " forwarded",
              peer, server.getLocalPort());
      assertThat(timeout.pending()).hasSize(1);
      // Not what is held now, for the kernel may have found room for more since.
      Matcher held = Pattern.compile("([0-9]+) bytes").matcher(timeout.getMessage());
      assertThat(held.find()).isTrue();
      assertThat(Long.parseLong(held.group(1)))
          .isBetween(1L << 20, (1L << 20) + BufferPool.BUFFER_SIZE);

      // The server's reading ends it.
      Future<byte[]> read = otherThread.submit(() -> accepted.getInputStream().readAllBytes());
      relay.drain();
      client.shutdownOutput();
      assertThat(read.get()).hasSize(Math.toIntExact(relay.witness().count(FRONTEND)));
    }
  }

  @Test
  void keepsAnInterruptAndTheConnections() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      client.getOutputStream().write("one".getBytes(US_ASCII));

      Thread.currentThread().interrupt();
      relay.drain();
      assertThat(Thread.interrupted()).isTrue();

      assertThat(relay.witness().bytes(FRONTEND)).isEqualTo(Bytes.of("one", US_ASCII));
      client.getOutputStream().write("two".getBytes(US_ASCII));
      assertThat(accepted.getInputStream().readNBytes(6)).asString(US_ASCII).isEqualTo("onetwo");
    }
  }

  @Test
  void keepsAnInterruptThatComesWhileItWaits() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server, LoopbackOptions.defaults().withBarrierLimit(1 << 20));
        SocketChannel client = SocketChannel.open(relay.address());
        Socket accepted = Relay.accept(server)) {
      Draining draining = drainUntilItWaits(relay, client);
      draining.interrupt();
      Future<byte[]> read = otherThread.submit(() -> accepted.getInputStream().readAllBytes());
      draining.join();
      assertThat(draining.interrupted).isTrue();
      client.shutdownOutput();
      assertThat(read.get()).hasSize(Math.toIntExact(relay.witness().count(FRONTEND)));
    }
  }

  @Test
  void hasNothingToDoOnceClosed() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server)) {
      relay.loopback().close();
      relay.drain();
      assertThatThrownBy(relay::connect).isInstanceOf(IOException.class);
    }
  }

  /** A kernel that finds more room meanwhile lets a barrier pass; then more has to be written. */
  private static Draining drainUntilItWaits(Relay relay, SocketChannel client)
      throws IOException, InterruptedException {
    while (true) {
      writeUntilABarrierFails(relay, client);
      Draining draining = new Draining(relay);
      draining.start();
      Await.until("it waits or has passed", draining::waitsOrHasPassed);
      if (draining.isAlive()) {
        return draining;
      }
    }
  }

  private static void openTerminateAndClose(Relay relay) {
    try (Socket client = relay.connect()) {
      client.getOutputStream().write(TERMINATE.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertTerminatedAndEnded(Relay relay, int connection) {
    assertThat(relay.witnesses()).hasSize(connection + 1);
    Witness witness = relay.witnesses().get(connection);
    assertThat(witness.bytes(FRONTEND)).as("connection %d", connection).isEqualTo(TERMINATE);
    assertThat(witness.hasEnded(FRONTEND)).as("end of connection %d", connection).isTrue();
  }

  /** Each barrier that passes has taken in what was written, so there is room for more. */
  private static BarrierTimeoutException writeUntilABarrierFails(Relay relay, SocketChannel client)
      throws IOException {
    client.configureBlocking(false);
    ByteBuffer data = ByteBuffer.allocate(1 << 20);
    while (true) {
      client.write(data.clear());
      try {
        relay.loopback().drain(Duration.ofMillis(20));
      } catch (BarrierTimeoutException e) {
        // On a busy machine the time may also be up because the selector's thread is at work.
        if (e.getMessage().contains("the server does not read")) {
          return e;
        }
      }
    }
  }

  /** Drains in a thread of its own. */
  private static final class Draining extends Thread {
    private final Relay relay;
    private volatile boolean interrupted;

    Draining(Relay relay) {
      super("draining");
      this.relay = relay;
    }

    @Override
    public void run() {
      relay.drain();
      interrupted = isInterrupted();
    }

    boolean waitsOrHasPassed() {
      State state = getState();
      return state == State.TIMED_WAITING || state == State.TERMINATED;
    }
  }
}
