package dev.postgreswire.loopback;

import static dev.postgreswire.wire.Direction.BACKEND;
import static dev.postgreswire.wire.Direction.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who does not read stops the one who writes, and not with our memory in between. */
class BackpressureTest {
  /** More than the kernel's buffers of four sockets hold. */
  private static final long MUCH = 200_000_000;

  /** Only how long to look for more room; nothing fails when it was too short. */
  private static final Duration LOOK = Duration.ofMillis(300);

  @Test
  void aServerThatDoesNotReadStopsTheClient() throws Exception {
    try (Pair pair = new Pair()) {
      assertStopsAndGoesOn(pair, pair.client, pair.server, FRONTEND);
    }
  }

  @Test
  void aClientThatDoesNotReadStopsTheServer() throws Exception {
    try (Pair pair = new Pair()) {
      assertStopsAndGoesOn(pair, pair.server, pair.client, BACKEND);
    }
  }

  /** The other direction, and other connections, have nothing to do with it. */
  @Test
  void theOtherDirectionGoesOn() throws Exception {
    try (Pair pair = new Pair()) {
      writeUntilStopped(pair.client);

      pair.server.write(ByteBuffer.wrap(new byte[] {42}));
      ByteBuffer answer = ByteBuffer.allocate(1);
      pair.client.configureBlocking(true);
      pair.client.read(answer);
      assertThat(answer.get(0)).isEqualTo((byte) 42);
    }
  }

  private static void assertStopsAndGoesOn(
      Pair pair, SocketChannel writer, SocketChannel reader, Direction direction)
      throws IOException {
    long written = writeUntilStopped(writer);
    assertThat(written).isLessThan(MUCH);
    assertThat(pair.relay.loopback().held()).isLessThanOrEqualTo(BufferPool.BUFFER_SIZE);

    // Once the other side reads, all of it arrives.
    writer.shutdownOutput();
    reader.configureBlocking(true);
    ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    long read = 0;
    for (int count = 0; count >= 0; count = reader.read(buffer.clear())) {
      read += count;
    }
    assertThat(read).isEqualTo(written);
    assertThat(pair.relay.witness().count(direction)).isEqualTo(written);
    assertThat(pair.relay.loopback().held()).isZero();
  }

  private static long writeUntilStopped(SocketChannel writer) throws IOException {
    writer.configureBlocking(false);
    ByteBuffer data = ByteBuffer.allocate(1 << 20);
    long written = 0;
    try (Selector selector = Selector.open()) {
      writer.register(selector, SelectionKey.OP_WRITE);
      while (written < MUCH && selector.select(LOOK.toMillis()) > 0) {
        selector.selectedKeys().clear();
        written += writer.write(data.clear());
      }
    }
    return written;
  }

  /** A client and a server with a loopback in between. */
  private static final class Pair implements AutoCloseable {
    private final ServerSocketChannel listener =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Relay relay = Relay.to("127.0.0.1", listener.socket().getLocalPort());
    private final SocketChannel client = SocketChannel.open(relay.address());
    private final SocketChannel server = listener.accept();

    private Pair() throws IOException {}

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
      relay.close();
      listener.close();
    }
  }
}
