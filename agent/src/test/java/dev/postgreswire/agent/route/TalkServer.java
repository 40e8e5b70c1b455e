package dev.postgreswire.agent.route;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that is told what to do, a line at a time. */
final class TalkServer implements AutoCloseable {
  private final BlockingQueue<String> endings = new LinkedBlockingQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  TalkServer() throws IOException {
    Thread thread = new Thread(this::accept, "talk-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  int accepted() {
    return accepted.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        accepted.incrementAndGet();
        Thread thread = new Thread(() -> serve(client), "talk");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // Closed.
      return;
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("reset")) {
          client.setSoLinger(true, 0);
          return;
        }
        say(client, answer(line, client));
      }
      endings.add("end");
      say(client, "bye");
    } catch (IOException e) {
      endings.add(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String answer(String line, Socket client) throws InterruptedException {
    return switch (line) {
      case "port" -> Integer.toString(client.getPort());
      case "forget" -> {
        endings.clear();
        yield "forgotten";
      }
      case "ending" -> endings.take();
      default -> line;
    };
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
