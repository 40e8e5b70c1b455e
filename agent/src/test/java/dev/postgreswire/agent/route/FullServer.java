package dev.postgreswire.agent.route;

import dev.postgreswire.testing.AcceptQueue;
import dev.postgreswire.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A server that lets nobody in: its queue is full, and one more waits for room in it. */
final class FullServer implements AutoCloseable {
  /** As many as Linux takes with a backlog of one. */
  private static final int MOST_WAITING = 2;

  private final ServerSocket listener;
  private final List<SocketChannel> waiting = new ArrayList<>();
  private final List<Socket> accepted = new ArrayList<>();

  FullServer(int port) throws IOException {
    listener = new ServerSocket(port, 1, InetAddress.getByName("localhost"));
    for (int i = 0; i < MOST_WAITING; i++) {
      SocketChannel channel = connect();
      Await.until("connected", channel::finishConnect);
    }
    AcceptQueue.awaitLength(listener.getLocalPort(), MOST_WAITING);
    connect();
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    waiting.add(channel);
    channel.connect(address());
    return channel;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /** Lets in who is in the queue, so that whoever knocks again finds room. */
  void makeRoom() throws IOException {
    waiting.remove(waiting.size() - 1).close();
    for (int i = 0; i < waiting.size(); i++) {
      accepted.add(listener.accept());
    }
  }

  /** Lets the next one in. */
  Socket accept() throws IOException {
    return listener.accept();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : accepted) {
      socket.close();
    }
    for (SocketChannel channel : waiting) {
      channel.close();
    }
    listener.close();
  }
}
