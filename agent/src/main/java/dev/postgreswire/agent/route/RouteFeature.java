package dev.postgreswire.agent.route;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.install.Feature;
import dev.postgreswire.agent.install.Hook;
import dev.postgreswire.agent.install.JdkHook;
import dev.postgreswire.agent.install.JdkHook.Call;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;

/**
 * Sees every socket that this JVM connects, and routes those to PostgreSQL, unless they are to be
 * recorded in place.
 */
public final class RouteFeature implements Feature {
  private static final String NET = "sun/nio/ch/Net";
  private static final String SOCKET = "Ljava/io/FileDescriptor;";
  private static final String ADDRESS = "Ljava/net/InetSocketAddress;";
  private static final String CONNECT =
      "Ljava/net/ProtocolFamily;" + SOCKET + "Ljava/net/InetAddress;I";

  private final RoutedSockets sockets;
  private final Targets targets;

  /** Creates one. */
  public RouteFeature(RoutedSockets sockets, Targets targets) {
    this.sockets = sockets;
    this.targets = targets;
  }

  @Override
  public List<JdkHook> jdkHooks() {
    return List.of(
        JdkHook.in(NET, "connect", "(" + CONNECT + ")")
            .atExit(new Call("connected", "(I" + CONNECT + ")V", 0, 1, 2, 3)),
        JdkHook.in(NET, "pollConnectNow", "(" + SOCKET + ")")
            .atExit(new Call("polled", "(Z" + SOCKET + ")V", 0)),
        JdkHook.in(NET, "localAddress", "(" + SOCKET + ")")
            .atExit(new Call("localAddress", "(" + ADDRESS + SOCKET + ")" + ADDRESS, 0)));
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.of(
            "sun.nio.ch.UnixAsynchronousSocketChannelImpl",
            new Hook.Addition(
                named("setConnected").and(takesArguments(0)), NetAdvice.SetConnected.class)),
        Hook.of(
            "*netty.channel.unix.Socket",
            new Hook.Addition(
                named("connect").and(takesArguments(SocketAddress.class)),
                NettyAdvice.Connect.class),
            new Hook.Addition(
                named("finishConnect").and(takesArguments(0)), NettyAdvice.FinishConnect.class),
            new Hook.Addition(
                named("remoteAddress").and(takesArguments(0)), NettyAdvice.RemoteAddress.class),
            new Hook.Addition(
                named("localAddress").and(takesArguments(0)), NettyAdvice.LocalAddress.class)),
        ioUring("*netty.channel.uring.AbstractIoUringChannel"),
        ioUring("*netty.incubator.channel.uring.AbstractIOUringChannel"));
  }

  private static Hook ioUring(String channel) {
    return Hook.of(
        channel,
        new Hook.Addition(
            named("submitConnect").and(takesArguments(InetSocketAddress.class)),
            NettyAdvice.SubmitConnect.class));
  }

  @Override
  public void start(AgentContext context) {
    Router router = new Router(context, sockets, targets);
    context.recorders().onDrain(router::drain);
    new ConnectListener(context, sockets, router).listen();
  }

  /** Connects to itself, and sees whether that is noticed. */
  @Override
  public Optional<String> selfTest() {
    targets.resolve();
    try (ServerSocketChannel listener = ServerSocketChannel.open();
        SocketChannel client = SocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client.connect(listener.getLocalAddress());
      return sockets.opened(JdkSockets.get().descriptor(client)) != null
          ? Optional.empty()
          : Optional.of("sockets that connect are not seen, so connections are recorded in place");
    } catch (IOException | RuntimeException e) {
      return Optional.of("connections are recorded in place, for they cannot be routed: " + e);
    }
  }
}
