package dev.postgreswire.agent.route;

import dev.postgreswire.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Connects in all the ways that the JDK has, and prints what it sees of it. It takes the port of a
 * {@link TalkServer}, and one on which nobody listens.
 */
final class RoutedApplication {
  private static final int TIMEOUT = 10_000;

  private final InetSocketAddress server;
  private final InetSocketAddress nobody;

  private RoutedApplication(int server, int nobody) {
    this.server = new InetSocketAddress("localhost", server);
    this.nobody = new InetSocketAddress("localhost", nobody);
  }

  public static void main(String[] ports) throws Exception {
    Overheard overheard = Overheard.begin();
    RoutedApplication application =
        new RoutedApplication(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
    application.run();
    overheard.print();
  }

  private void run() throws Exception {
    attempt("socket", () -> socket(0));
    attempt("socket with timeout", () -> socket(TIMEOUT));
    attempt("virtual thread", this::virtualThread);
    attempt("channel", this::channel);
    attempt("channel's socket", this::adaptor);
    attempt("selector", () -> selected(false));
    attempt("selector first", () -> selected(true));
    attempt("asynchronous", this::asynchronous);
    attempt("options", this::options);
    attempt("interrupted socket", this::interruptedSocket);
    attempt("interrupted channel", this::interruptedChannel);
    attempt("half-close", this::halfClose);
    attempt("server's reset", this::serverResets);
    attempt("client's reset", this::clientResets);
    attempt("refused socket", () -> new Socket(nobody.getAddress(), nobody.getPort()).close());
    attempt("refused socket with timeout", () -> new Socket().connect(nobody, TIMEOUT));
    attempt("refused channel", () -> SocketChannel.open(nobody).close());
    attempt("refused selector", () -> select(nobody, false).close());
    attempt("socket times out", this::timesOut);
    attempt("selector waits", this::waits);
    attempt("closed meanwhile", this::closedMeanwhile);
  }

  /** A way to connect. */
  private interface Attempt {
    void run() throws Exception;
  }

  private static void attempt(String name, Attempt attempt) {
    System.out.println("# " + name);
    try {
      attempt.run();
    } catch (Exception e) {
      System.out.println(e.getClass().getName() + ": " + e.getMessage());
    }
  }

  private void socket(int timeout) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, timeout);
      System.out.println(socket.getRemoteSocketAddress() + " " + socket.isConnected());
      Talk talk = Talk.over(socket);
      System.out.println(talk.say("socket " + timeout));
      System.out.println(talk.say("port").equals(Integer.toString(socket.getLocalPort())));
      System.out.println(socket.getLocalAddress());
    }
  }

  /** Where the JDK has such threads. */
  private void virtualThread() throws Exception {
    Runnable connects = () -> attempt("in it", () -> socket(7000));
    try {
      Object thread =
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, connects);
      ((Thread) thread).join();
    } catch (NoSuchMethodException e) {
      connects.run();
    }
  }

  private void channel() throws IOException {
    try (SocketChannel channel = SocketChannel.open(server)) {
      talk(channel, "channel");
    }
  }

  private void adaptor() throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.socket().connect(server, TIMEOUT);
      talk(channel, "adaptor");
    }
  }

  private void selected(boolean registeredFirst) throws IOException {
    try (SocketChannel channel = select(server, registeredFirst)) {
      channel.configureBlocking(true);
      talk(channel, "selected " + registeredFirst);
    }
  }

  private static void talk(SocketChannel channel, String text) throws IOException {
    System.out.println(channel.getRemoteAddress() + " " + channel.isConnected());
    Talk talk = Talk.over(channel);
    System.out.println(talk.say(text));
    int local = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    System.out.println(talk.say("port").equals(Integer.toString(local)));
  }

  /** Connects as an event loop does, and sees that reading is told of on the same key. */
  private static SocketChannel select(InetSocketAddress address, boolean registeredFirst)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      if (registeredFirst) {
        channel.register(selector, SelectionKey.OP_CONNECT);
        // Which makes the system watch it.
        selector.selectNow();
      }
      boolean connected = channel.connect(address);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      while (!connected) {
        selector.select(TIMEOUT);
        connected = channel.finishConnect();
      }
      key.interestOps(SelectionKey.OP_READ);
      channel.write(ByteBuffer.wrap("by selector\n".getBytes(StandardCharsets.US_ASCII)));
      selector.select(TIMEOUT);
      System.out.println("readable " + key.isReadable());
      ByteBuffer answer = ByteBuffer.allocate("by selector\n".length());
      while (channel.read(answer) >= 0 && answer.hasRemaining()) {
        selector.select(TIMEOUT);
      }
      System.out.print(StandardCharsets.US_ASCII.decode(answer.flip()));
      key.cancel();
      selector.selectNow();
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void asynchronous() throws Exception {
    try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
      channel.connect(server).get();
      System.out.println(channel.getRemoteAddress());
      channel.write(ByteBuffer.wrap("async\n".getBytes(StandardCharsets.US_ASCII))).get();
      ByteBuffer answer = ByteBuffer.allocate("async\n".length());
      int read = 0;
      while (answer.hasRemaining() && read >= 0) {
        read = channel.read(answer).get();
      }
      System.out.print(StandardCharsets.US_ASCII.decode(answer.flip()));
    }
  }

  private void options() throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_LINGER, 7);
      channel.connect(server);
      talk(channel, "options");
      System.out.println(
          channel.getOption(StandardSocketOptions.SO_KEEPALIVE)
              + " "
              + channel.getOption(StandardSocketOptions.TCP_NODELAY)
              + " "
              + channel.getOption(StandardSocketOptions.SO_LINGER));
    }
  }

  private void interruptedSocket() throws IOException {
    Thread.currentThread().interrupt();
    try {
      socket(TIMEOUT);
    } finally {
      System.out.println("still interrupted " + Thread.interrupted());
    }
  }

  private void interruptedChannel() throws IOException {
    Thread.currentThread().interrupt();
    try {
      channel();
    } finally {
      System.out.println("still interrupted " + Thread.interrupted());
    }
  }

  private void halfClose() throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      Talk talk = Talk.over(socket);
      System.out.println(talk.say("half"));
      socket.shutdownOutput();
      System.out.println(talk.hear() + " " + talk.hear());
    }
  }

  private void serverResets() throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      System.out.println(Talk.over(socket).say("reset"));
    }
  }

  private void clientResets() throws IOException {
    try (Socket other = new Socket(server.getAddress(), server.getPort())) {
      Talk talk = Talk.over(other);
      System.out.println(talk.say("forget"));
      try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
        System.out.println(Talk.over(socket).say("to be reset"));
        socket.setSoLinger(true, 0);
      }
      System.out.println(talk.say("ending"));
    }
  }

  private void timesOut() throws IOException {
    try (FullServer full = new FullServer(nobody.getPort());
        Socket socket = new Socket()) {
      socket.connect(full.address(), 300);
    }
  }

  /** Connects while there is no room, and is let in later. */
  private void waits() throws IOException {
    try (FullServer full = new FullServer(nobody.getPort());
        SocketChannel channel = SocketChannel.open();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      System.out.println("at once " + channel.connect(full.address()));
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      full.makeRoom();
      while (!channel.finishConnect()) {
        selector.select(TIMEOUT);
      }
      try (Socket accepted = full.accept()) {
        System.out.println("remote " + full.address().equals(channel.getRemoteAddress()));
        key.interestOps(SelectionKey.OP_READ);
        accepted.getOutputStream().write("waited for\n".getBytes(StandardCharsets.US_ASCII));
        selector.select(TIMEOUT);
        ByteBuffer bytes = ByteBuffer.allocate("waited for\n".length());
        System.out.println(key.isReadable() + " " + channel.read(bytes));
      }
    }
  }

  private void closedMeanwhile() throws Exception {
    try (FullServer full = new FullServer(nobody.getPort());
        Socket socket = new Socket()) {
      Thread thread = Thread.currentThread();
      new Thread(() -> closeWhileConnecting(socket, thread)).start();
      socket.connect(full.address(), TIMEOUT);
    }
  }

  private static void closeWhileConnecting(Socket socket, Thread thread) {
    Await.until("it connects", () -> isConnecting(thread));
    try (socket) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isConnecting(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals("park") || frame.getMethodName().equals("poll")) {
        return true;
      }
    }
    return false;
  }
}
