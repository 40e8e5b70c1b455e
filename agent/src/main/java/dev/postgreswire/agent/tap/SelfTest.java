package dev.postgreswire.agent.tap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Writes something and reads it again, by a pipe, which the JDK treats as it does sockets; and
 * looks whether that was seen, byte for byte.
 */
final class SelfTest implements Stage {
  private static final String WORDS = "one write, and another one in two parts";
  private static final int FIRST = 10;
  private static final int SECOND = 25;

  private final Thread thread = Thread.currentThread();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private int closed;

  SelfTest() {}

  /** Returns whether it is the one who uses a socket that is not known yet. */
  boolean isAtWork() {
    return Thread.currentThread() == thread;
  }

  /**
   * Runs.
   *
   * @return what does not work and what to do about it; empty when all does
   */
  Optional<String> run() throws IOException {
    ByteBuffer words = StandardCharsets.US_ASCII.encode(WORDS);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(loopback, 0), 1);
      try (SocketChannel client = SocketChannel.open(listener.getLocalAddress());
          SocketChannel server = listener.accept()) {
        if (!server.getRemoteAddress().equals(client.getLocalAddress())) {
          throw new IOException("another process has connected to " + listener.getLocalAddress());
        }
        talk(client, server, words);
      }
    }
    return verdict();
  }

  private static void talk(SocketChannel client, SocketChannel server, ByteBuffer words)
      throws IOException {
    int third = words.limit() - SECOND;
    client.write(words.slice(0, FIRST));
    server.read(ByteBuffer.allocate(FIRST));
    client.write(new ByteBuffer[] {words.slice(FIRST, SECOND - FIRST), words.slice(SECOND, third)});
    server.read(new ByteBuffer[] {ByteBuffer.allocate(SECOND - FIRST), ByteBuffer.allocate(third)});
  }

  private Optional<String> verdict() {
    if (!WORDS.equals(sent.toString(StandardCharsets.US_ASCII))) {
      return Optional.of(missing("writes", sent));
    }
    if (!WORDS.equals(received.toString(StandardCharsets.US_ASCII))) {
      return Optional.of(missing("reads", received));
    }
    return closed == 2
        ? Optional.empty()
        : Optional.of("connections are not seen to close; those recorded in place stay open");
  }

  private static String missing(String what, ByteArrayOutputStream seen) {
    return "nothing can be recorded in place: of a socket's "
        + what
        + " "
        + seen.size()
        + " bytes were seen instead of "
        + WORDS.length()
        + "; try with --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"
        + " --add-opens=java.base/sun.nio.ch=ALL-UNNAMED";
  }

  @Override
  public Stage sent(ByteBuffer bytes) {
    copy(bytes, sent);
    return this;
  }

  @Override
  public Stage received(ByteBuffer bytes) {
    copy(bytes, received);
    return this;
  }

  @Override
  public void closed(Throwable failure, long unsent) {
    closed++;
  }

  private static void copy(ByteBuffer bytes, ByteArrayOutputStream target) {
    while (bytes.hasRemaining()) {
      target.write(bytes.get());
    }
  }
}
