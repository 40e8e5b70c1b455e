package dev.postgreswire.agent.tap;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** An application that has all kinds of connections open when the agent comes. */
final class EarlierScenario {
  /** What a server of PostgreSQL would say when it is ready, and what a client then might. */
  private static final byte[] READY = "Z\0\0\0\5I".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] NO_REQUEST =
      "POST / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private EarlierScenario() {}

  /** Returns what was recorded since the agent came. */
  static LinkedRecording run(String url, String jar) throws Exception {
    String plain = url + "&sslmode=disable";
    LinkedRecording recording;
    try (Connection busy = DriverManager.getConnection(plain);
        Connection encrypted = DriverManager.getConnection(url + "&sslmode=require");
        Others others = new Others()) {
      execute(busy, "select 'before'");
      others.talk();
      try (Connection silent = DriverManager.getConnection(plain)) {
        System.out.println("silent " + silent.getAutoCommit());
        Attacher.attachToThisJvm(jar, "route=tap,target=" + server(url));
        recording = LinkedRecording.begin();
      }
      execute(busy, "select 'first', 'Z' || repeat(chr(1), 3)");
      execute(busy, "select 'second'");
      execute(busy, "select 'third'");
      execute(encrypted, "select 'hidden'");
      others.talk();
      try (Connection fresh = DriverManager.getConnection(plain)) {
        execute(fresh, "select 'fresh'");
      }
    }
    return recording;
  }

  private static String server(String url) {
    return url.split("/", 4)[2];
  }

  private static void execute(Connection connection, String sql) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Both ends of a connection whose server sounds like PostgreSQL, and whose client does not. */
  private static final class Others implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
    private final Socket accepted = server.accept();

    Others() throws IOException {}

    void talk() throws IOException {
      say(accepted, client, READY);
      say(client, accepted, NO_REQUEST);
    }

    private static void say(Socket from, Socket to, byte[] what) throws IOException {
      from.getOutputStream().write(what);
      InputStream in = to.getInputStream();
      System.out.println("heard " + in.readNBytes(what.length).length);
    }

    @Override
    public void close() throws IOException {
      client.close();
      accepted.close();
      server.close();
    }
  }
}
