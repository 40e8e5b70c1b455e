package dev.postgreswire.agent.tap;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.testing.Await;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What applications do with sockets. */
final class Scenarios {
  /** How many questions are asked without waiting for the answers. */
  static final int MANY = 3000;

  private static final int ROUNDS = 10_000;
  private static final int ATTEMPTS = 100;

  private Scenarios() {}

  /** A SocketChannel within the internet, one byte at a time, with a gathering write at the end. */
  static void channel(String port) throws IOException {
    try (SocketChannel socket = SocketChannel.open(address(port))) {
      ByteChannel drip = new Drip(socket);
      Talk talk = new Talk(drip).login().query("select 1");
      ByteBuffer[] parts = {
        ByteBuffer.allocate(0), Talk.bytes(new Query("select 2")), Talk.bytes(new Terminate())
      };
      while (parts[2].hasRemaining()) {
        socket.write(parts);
      }
      talk.awaitReady();
    }
  }

  /** A SocketChannel to a path. */
  static void unix(String path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(Path.of(path)));
    try (Talk talk = new Talk(channel)) {
      talk.login().query("select 1");
    }
  }

  /** An AsynchronousSocketChannel. */
  static void asynchronous(String port)
      throws IOException, InterruptedException, ExecutionException {
    AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
    channel.connect(address(port)).get();
    try (Talk talk = new Talk(new Waiting(channel))) {
      talk.login().query("select 1");
    }
  }

  /** A thread that writes while another one reads, both as fast as they can. */
  static void fullDuplex(String port) throws Exception {
    SocketChannel channel = SocketChannel.open(address(port));
    try (Talk talk = new Talk(channel)) {
      talk.login();
      CompletableFuture<Void> reading =
          Await.inThread(
              () -> {
                for (int i = 0; i < MANY; i++) {
                  talk.awaitReady();
                }
                return null;
              });
      // Neither side waits for the other: writes block on a server that waits for the reader.
      byte[] comment = new byte[3000];
      Arrays.fill(comment, (byte) 'x');
      for (int i = 0; i < MANY; i++) {
        talk.send(
            new Query(
                "select " + i + " /* " + new String(comment, StandardCharsets.US_ASCII) + " */"));
      }
      reading.get();
    }
  }

  /** The server ends a session. */
  static void terminated(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_terminate_backend(pg_backend_pid())");
    } catch (SQLException e) {
      System.out.println("state " + e.getSQLState());
    }
  }

  /** A statement is cancelled, by a connection of its own. */
  static void cancelled(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      statement.execute("select pg_sleep(60)");
    } catch (SQLException e) {
      System.out.println("state " + e.getSQLState());
    }
  }

  /** Others' protocols, in both roles, beside a connection to PostgreSQL. */
  static void others(String url, Path certificate) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
    byte[] page = new byte[300_000];
    Arrays.fill(page, (byte) 'Z');
    server.createContext(
        "/",
        exchange -> {
          byte[] sent = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
          System.out.println("uploaded " + sent.length);
        });
    server.start();
    URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[100_000]))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    System.out.println("downloaded " + Arrays.equals(page, response.body()));
    server.stop(0);
    TlsEcho.exchange(certificate);
    try (Connection connection = DriverManager.getConnection(url)) {
      System.out.println("valid " + connection.isValid(5));
    }
  }

  /** The first words of a server come before those of the client. */
  static void serverFirst() throws Exception {
    try (java.net.ServerSocket server = new java.net.ServerSocket(0, 1, loopback());
        Socket client = new Socket(loopback(), server.getLocalPort());
        Socket accepted = server.accept()) {
      accepted.getOutputStream().write('!');
      System.out.println("heard " + client.getInputStream().read());
      client.getOutputStream().write(new byte[] {0, 0, 0, 8, 4, (byte) 0xD2, 0x16, 0x2F});
      System.out.println("said " + accepted.getInputStream().readNBytes(8).length);
    }
  }

  /** A connection of somebody else's, whose reads and writes cost no memory. */
  static void allocation() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(loopback(), 0));
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
          SocketChannel accepted = server.accept()) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = ROUNDS;
        // Until all classes are loaded, and hooked in this thread, and the compiler has seen to it.
        for (int i = 0; i < ATTEMPTS && allocated >= ROUNDS; i++) {
          long before = threads.getCurrentThreadAllocatedBytes();
          pingPong(client, accepted);
          allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        System.out.println("allocated " + allocated / ROUNDS + " bytes a round");
      }
    }
  }

  private static void pingPong(SocketChannel client, SocketChannel server) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1);
    for (int i = 0; i < ROUNDS; i++) {
      client.write(buffer.clear());
      server.read(buffer.clear());
      server.write(buffer.clear());
      client.read(buffer.clear());
    }
  }

  private static InetSocketAddress address(String port) {
    return new InetSocketAddress(loopback(), Integer.parseInt(port));
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  /** Writes and reads a byte at a time. */
  private record Drip(ByteChannel channel) implements ByteChannel {
    @Override
    public int read(ByteBuffer target) throws IOException {
      ByteBuffer one = ByteBuffer.allocateDirect(1);
      int count = channel.read(one);
      target.put(one.flip());
      return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int count = channel.write(source.slice(source.position(), 1));
      source.position(source.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Waits for each result. */
  private record Waiting(AsynchronousSocketChannel channel) implements ByteChannel {
    @Override
    public int read(ByteBuffer target) throws IOException {
      return await(channel.read(target));
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      return await(channel.write(source));
    }

    private static int await(java.util.concurrent.Future<Integer> result) throws IOException {
      try {
        return result.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IOException(e);
      }
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
