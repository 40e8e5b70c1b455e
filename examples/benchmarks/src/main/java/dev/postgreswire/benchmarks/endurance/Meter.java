package dev.postgreswire.benchmarks.endurance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Passes connections on and counts what goes by; and breaks some of them. It is simple, so that it
 * can be trusted: two threads for each connection, and nothing of what it measures.
 */
final class Meter implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final boolean inFront;
  private final Storm storm;
  private final Queue<Passage> passages = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private int accepted;

  private Meter(InetSocketAddress target, boolean inFront, Storm storm) throws IOException {
    this.listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    this.target = target;
    this.inFront = inFront;
    this.storm = storm;
  }

  /** Opens one between clients and the recorder. */
  static Meter inFrontOf(InetSocketAddress recorder, Storm storm) throws IOException {
    return new Meter(recorder, true, storm).start();
  }

  /** Opens one between the recorder and the server. */
  static Meter behind(InetSocketAddress server, Storm storm) throws IOException {
    return new Meter(server, false, storm).start();
  }

  private Meter start() {
    run("meter", this::accept);
    return this;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /** Returns the connections there have been, in order. */
  List<Passage> passages() {
    return List.copyOf(passages);
  }

  /** Returns how many sockets are open. */
  int open() {
    return open.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        int number = ++accepted;
        run("meter-" + number, () -> pass(client, number));
      }
    } catch (IOException e) {
      // It is closed.
      return;
    }
  }

  private void pass(Socket client, int number) {
    Socket server = new Socket();
    open.add(server);
    try {
      server.connect(target);
      int known = inFront ? server.getLocalPort() : client.getPort();
      Passage passage = Passage.of("127.0.0.1:" + known);
      passages.add(passage);
      long most = storm.bytesOf(number);
      Thread back =
          run("meter-" + number + "-b", () -> copy(server, client, passage.backend(), most));
      copy(client, server, passage.frontend(), most);
      back.join();
    } catch (IOException e) {
      reset(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(client);
      end(server);
    }
  }

  /**
   * Copies to the end. What it gives to the recorder it counts before, and what it takes from there
   * before it passes it on: the recorder may have seen less of the one, and must have seen the other.
   */
  private static void copy(Socket from, Socket to, Flow flow, long most) {
    byte[] buffer = new byte[BUFFER];
    try {
      long left = most;
      for (int count = from.getInputStream().read(buffer);
          count >= 0;
          count = from.getInputStream().read(buffer)) {
        int passed = (int) Math.min(count, left);
        flow.add(buffer, passed);
        to.getOutputStream().write(buffer, 0, passed);
        left -= passed;
        if (left == 0) {
          throw new IOException("a connection breaks");
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      reset(from);
      reset(to);
    }
  }

  private void end(Socket socket) {
    open.remove(socket);
    close(socket);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
      return;
    }
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return;
    }
  }

  private static Thread run(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(Meter::reset);
  }
}
