package dev.postgreswire.agent.matrix;

import dev.postgreswire.testing.AcceptQueue;
import dev.postgreswire.testing.ClosedPort;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A PostgreSQL server, and others that are none, each in a way of its own. */
final class Servers implements AutoCloseable {
  private static final TestServer SERVER = TestServer.current();
  private static final int MOST_WAITING = 10;

  /** As many as Linux takes with a backlog of one. */
  private static final int CROWD = 2;

  private final List<Closeable> open = new ArrayList<>();
  private final Properties ports = new Properties();

  Servers() throws IOException {
    put("refusing", keep(ClosedPort.reserve()).number());
    put("closing", answer(false));
    put("resetting", answer(true));
    put("silent", listen(MOST_WAITING).getLocalPort());
    put("crowded", crowded());
  }

  /** Returns what applications are told, but for their cells. */
  Properties settings() {
    Properties settings = new Properties();
    settings.putAll(ports);
    settings.setProperty("host", SERVER.host());
    settings.setProperty("port", Integer.toString(SERVER.port()));
    settings.setProperty("user", TestRole.SCRAM.userName());
    settings.setProperty("password", TestRole.SCRAM.password().orElseThrow());
    settings.setProperty("database", SERVER.database());
    settings.setProperty("authority", TestServer.certificates().authority().toString());
    // Has signed nothing.
    settings.setProperty("stranger", TestServer.certificates().client().toString());
    settings.setProperty("store", TestServer.certificates().clientStore().toString());
    return settings;
  }

  private int answer(boolean reset) throws IOException {
    ServerSocket server = listen(MOST_WAITING);
    Thread thread = new Thread(() -> hangUp(server, reset), reset ? "resetting" : "closing");
    thread.setDaemon(true);
    thread.start();
    return server.getLocalPort();
  }

  private static void hangUp(ServerSocket server, boolean reset) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        // All of it, for what is left unread would make a reset of every close.
        client.getInputStream().read(new byte[1024]);
        if (reset) {
          client.setSoLinger(true, 0);
        }
      } catch (IOException expected) {
        // The client has gone first, or the tests are over.
      }
    }
  }

  /** Returns a port where as many clients wait as may. */
  private int crowded() throws IOException {
    ServerSocket server = listen(1);
    for (int i = 0; i < CROWD; i++) {
      keep(new Socket()).connect(server.getLocalSocketAddress());
    }
    AcceptQueue.awaitLength(server.getLocalPort(), CROWD);
    return server.getLocalPort();
  }

  private ServerSocket listen(int waiting) throws IOException {
    return keep(new ServerSocket(0, waiting, InetAddress.getLoopbackAddress()));
  }

  private <T extends Closeable> T keep(T closeable) {
    open.add(closeable);
    return closeable;
  }

  private void put(String name, int port) {
    ports.setProperty(name, Integer.toString(port));
  }

  @Override
  public void close() throws IOException {
    for (Closeable closeable : open) {
      closeable.close();
    }
  }
}
