package dev.postgreswire.report.libpq;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Refuses encryption to one client, and is the real server for it from there on. */
final class ServerWithoutTls implements AutoCloseable {
  private static final int REQUEST = 8;

  private final ServerSocket listener;
  private final InetSocketAddress server;

  private ServerWithoutTls(ServerSocket listener, InetSocketAddress server) {
    this.listener = listener;
    this.server = server;
  }

  static ServerWithoutTls before(InetSocketAddress server) throws IOException {
    ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    ServerWithoutTls refusing = new ServerWithoutTls(listener, server);
    start(refusing::serve);
    return refusing;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  private void serve() throws IOException {
    try (Socket client = listener.accept();
        Socket upstream = new Socket(server.getAddress(), server.getPort())) {
      client.getInputStream().readNBytes(REQUEST);
      client.getOutputStream().write('N');
      start(() -> pass(upstream, client));
      pass(client, upstream);
    }
  }

  /** Passes bytes on until one side ends, flushing each time: nobody waits for a full buffer. */
  private static void pass(Socket from, Socket to) throws IOException {
    byte[] buffer = new byte[8192];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    int count = in.read(buffer);
    while (count >= 0) {
      out.write(buffer, 0, count);
      count = in.read(buffer);
    }
    to.shutdownOutput();
  }

  private static void start(Serving serving) {
    Thread thread =
        new Thread(
            () -> {
              try {
                serving.run();
              } catch (IOException e) {
                // One side has closed: the session is over, and with it this thread.
              }
            },
            "server-without-tls");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Serving {
    void run() throws IOException;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
