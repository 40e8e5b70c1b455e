package dev.postgreswire.agent.secret;

import dev.postgreswire.message.FrontendMessage;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.SSLRequest;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.message.Terminate;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Says a few words to a server over netty-tcnative's TLS, and waits until the server closes. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a channel that fails
final class NettyClient extends SimpleChannelInboundHandler<ByteBuf> {
  private final SslContext tls;
  private final List<FrontendMessage> words;
  private boolean encrypted;

  private NettyClient(SslContext tls, List<FrontendMessage> words) {
    this.tls = tls;
    this.words = words;
  }

  static void talk(int port, String user, String sql) throws Exception {
    SslContext tls =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL)
            .endpointIdentificationAlgorithm(null)
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .build();
    List<FrontendMessage> words =
        List.of(
            new StartupMessage(
                ProtocolVersion.V3_0,
                List.of(
                    new StartupParameter("user", user),
                    new StartupParameter("database", "postgres"))),
            new Query(sql),
            new Terminate());
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      new Bootstrap()
          .group(group)
          .channel(NioSocketChannel.class)
          .handler(
              new ChannelInitializer<SocketChannel>() {
                @Override
                protected void initChannel(SocketChannel channel) {
                  channel.pipeline().addLast(new NettyClient(tls, words));
                }
              })
          .connect("localhost", port)
          .sync()
          .channel()
          .closeFuture()
          .sync();
    } finally {
      group.shutdownGracefully().sync();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    send(context, new SSLRequest());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf answer) {
    if (encrypted) {
      return;
    }
    encrypted = true;
    SslHandler handler = tls.newHandler(context.alloc());
    context.pipeline().addFirst(handler);
    handler.handshakeFuture().addListener(done -> words.forEach(message -> send(context, message)));
  }

  private static void send(ChannelHandlerContext context, FrontendMessage message) {
    byte[] bytes = MessageEncoder.encode(message, StandardCharsets.UTF_8).toByteArray();
    context.writeAndFlush(Unpooled.wrappedBuffer(bytes));
  }
}
