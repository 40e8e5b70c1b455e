package dev.postgreswire.agent.route;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Connects by one of Netty's transports, and prints what it sees of it. It takes the transport, the
 * port of a {@link TalkServer}, and one on which nobody listens.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a channel that fails
final class NettyApplication {
  private static final int PATIENCE_SECONDS = 300;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Bootstrap bootstrap;
  private final InetSocketAddress server;
  private final InetSocketAddress nobody;

  private NettyApplication(Bootstrap bootstrap, int server, int nobody) {
    this.bootstrap = bootstrap;
    this.server = new InetSocketAddress("localhost", server);
    this.nobody = new InetSocketAddress("localhost", nobody);
  }

  public static void main(String[] arguments) throws Exception {
    Overheard overheard = Overheard.begin();
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport(arguments[0]));
    Bootstrap bootstrap = new Bootstrap().group(group).channel(channel(arguments[0]));
    int server = Integer.parseInt(arguments[1]);
    new NettyApplication(bootstrap, server, Integer.parseInt(arguments[2])).run();
    group.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS).sync();
    overheard.print();
  }

  private static IoHandlerFactory transport(String name) {
    return switch (name) {
      case "epoll" -> EpollIoHandler.newFactory();
      case "io_uring" -> IoUringIoHandler.newFactory();
      default -> NioIoHandler.newFactory();
    };
  }

  private static Class<? extends Channel> channel(String name) {
    return switch (name) {
      case "epoll" -> EpollSocketChannel.class;
      case "io_uring" -> IoUringSocketChannel.class;
      default -> NioSocketChannel.class;
    };
  }

  private void run() throws Exception {
    bootstrap.option(ChannelOption.SO_KEEPALIVE, true).handler(new Listener());
    talks();
    endsWithServer();
    attempt("refused", nobody, PATIENCE_SECONDS * 1000);
    try (FullServer full = new FullServer(nobody.getPort())) {
      attempt("times out", full.address(), 300);
    }
    waits();
  }

  private void talks() throws Exception {
    Channel channel = bootstrap.connect(server).sync().channel();
    System.out.println(channel.remoteAddress() + " " + channel.isActive());
    System.out.println(say(channel, "hello"));
    int local = ((InetSocketAddress) channel.localAddress()).getPort();
    System.out.println(say(channel, "port").equals(Integer.toString(local)));
    System.out.println(channel.config().getOption(ChannelOption.SO_KEEPALIVE));
    String large = "x".repeat(300_000);
    System.out.println(say(channel, large).equals(large));
    ((SocketChannel) channel).shutdownOutput().sync();
    System.out.println(hear());
    channel.closeFuture().sync();
  }

  private void endsWithServer() throws Exception {
    Channel channel = bootstrap.connect(server).sync().channel();
    System.out.println(say(channel, "reset"));
    channel.closeFuture().sync();
  }

  private void attempt(String name, SocketAddress address, int timeout) throws Exception {
    Throwable failure =
        bootstrap
            .clone()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeout)
            .connect(address)
            .await()
            .cause();
    System.out.println(name + " " + failure + " " + failure.getCause());
  }

  /** Connects while there is no room, and is let in later. */
  private void waits() throws Exception {
    try (FullServer full = new FullServer(nobody.getPort())) {
      var connecting = bootstrap.connect(full.address());
      full.makeRoom();
      Channel channel = connecting.sync().channel();
      System.out.println(full.address().equals(channel.remoteAddress()));
      try (Socket accepted = full.accept()) {
        accepted.getOutputStream().write("waited for\n".getBytes(StandardCharsets.US_ASCII));
        System.out.println(hear());
      }
      channel.closeFuture().sync();
    }
  }

  private String say(Channel channel, String line) throws InterruptedException {
    channel.writeAndFlush(Unpooled.copiedBuffer(line + "\n", StandardCharsets.US_ASCII));
    return hear();
  }

  private String hear() throws InterruptedException {
    return heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Hears lines, and what goes wrong. */
  @io.netty.channel.ChannelHandler.Sharable
  private final class Listener extends SimpleChannelInboundHandler<ByteBuf> {
    private final StringBuilder line = new StringBuilder();

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
      line.append(bytes.toString(StandardCharsets.US_ASCII));
      if (line.charAt(line.length() - 1) == '\n') {
        line.setLength(line.length() - 1);
        heard.add(line.toString());
        line.setLength(0);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      heard.add(cause.toString());
    }
  }
}
