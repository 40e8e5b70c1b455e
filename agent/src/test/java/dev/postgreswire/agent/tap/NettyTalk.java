package dev.postgreswire.agent.tap;

import dev.postgreswire.message.FrontendMessage;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.message.Terminate;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Says a few words to a server by one of Netty's transports, as an event loop does. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a channel that fails
final class NettyTalk extends SimpleChannelInboundHandler<ByteBuf> {
  private boolean asked;
  private String tail = "";
  private int received;

  private NettyTalk() {}

  /** What carries the bytes. */
  enum Transport {
    NIO,
    EPOLL,
    IO_URING,
    EPOLL_UNIX,
    IO_URING_UNIX;

    /** Returns whether this machine has it. */
    boolean isThere() {
      return switch (this) {
        case NIO -> true;
        case EPOLL, EPOLL_UNIX -> Epoll.isAvailable();
        case IO_URING, IO_URING_UNIX -> IoUring.isAvailable();
      };
    }

    /** Returns whether it leads to a path. */
    boolean isUnix() {
      return this == EPOLL_UNIX || this == IO_URING_UNIX;
    }

    private IoHandlerFactory handler() {
      return switch (this) {
        case NIO -> NioIoHandler.newFactory();
        case EPOLL, EPOLL_UNIX -> EpollIoHandler.newFactory();
        case IO_URING, IO_URING_UNIX -> IoUringIoHandler.newFactory();
      };
    }

    private Class<? extends Channel> channel() {
      return switch (this) {
        case NIO -> NioSocketChannel.class;
        case EPOLL -> EpollSocketChannel.class;
        case EPOLL_UNIX -> EpollDomainSocketChannel.class;
        case IO_URING -> IoUringSocketChannel.class;
        case IO_URING_UNIX -> IoUringDomainSocketChannel.class;
      };
    }
  }

  /**
   * Logs in, asks, and leaves.
   *
   * @param server a port, or a path
   */
  static void talk(Transport transport, String server) throws InterruptedException {
    SocketAddress address =
        transport.isUnix()
            ? new DomainSocketAddress(server)
            : new InetSocketAddress("localhost", Integer.parseInt(server));
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport.handler());
    NettyTalk talk = new NettyTalk();
    try {
      new Bootstrap()
          .group(group)
          .channel(transport.channel())
          .handler(
              new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                  channel.pipeline().addLast(talk);
                }
              })
          .connect(address)
          .sync()
          .channel()
          .closeFuture()
          .sync();
      System.out.println("received " + talk.received);
    } finally {
      group.shutdownGracefully().sync();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ByteBuf startup =
        bytes(
            new StartupMessage(
                ProtocolVersion.V3_0,
                List.of(
                    new StartupParameter("user", "trust_user"),
                    new StartupParameter("database", "postgres"))));
    // In pieces, so that what recognises it has to wait, and a gathering write has something to do.
    context.write(startup.readRetainedSlice(5));
    context.writeAndFlush(startup);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf answer) {
    received += answer.readableBytes();
    tail += answer.toString(StandardCharsets.ISO_8859_1);
    tail = tail.substring(Math.max(0, tail.length() - 6));
    if (!tail.equals("Z\0\0\0\5I")) {
      return;
    }
    if (asked) {
      context.writeAndFlush(bytes(new Terminate())).addListener(done -> context.close());
    } else {
      asked = true;
      context.writeAndFlush(bytes(new Query("select repeat('x', 1000000)")));
    }
  }

  private static ByteBuf bytes(FrontendMessage message) {
    return Unpooled.wrappedBuffer(
        MessageEncoder.encode(message, StandardCharsets.UTF_8).toByteArray());
  }
}
