package dev.postgreswire.agent.route;

import dev.postgreswire.agent.boot.ConnectHooks;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import net.bytebuddy.asm.Advice;

/** What is added to the sockets of Netty's native transports. */
final class NettyAdvice {
  private NettyAdvice() {}

  /** To {@code unix.Socket.connect(SocketAddress)}. */
  static final class Connect {
    private Connect() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object socket,
        @Advice.Argument(0) SocketAddress address,
        @Advice.Return boolean done) {
      ConnectHooks.nettyConnecting(socket, address, done);
    }
  }

  /** To {@code unix.Socket.finishConnect()}. */
  static final class FinishConnect {
    private FinishConnect() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object socket, @Advice.Return boolean connected) {
      ConnectHooks.nettyPolled(socket, connected);
    }
  }

  /** To {@code submitConnect(InetSocketAddress)} of io_uring's channels. */
  static final class SubmitConnect {
    private SubmitConnect() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("socket") Object socket, @Advice.Argument(0) InetSocketAddress address) {
      ConnectHooks.nettyConnecting(socket, address, false);
    }
  }

  /**
   * To {@code unix.Socket.remoteAddress()}. It is also how io_uring's channels begin when the
   * system says that they are connected.
   */
  static final class RemoteAddress {
    private RemoteAddress() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object socket, @Advice.Return(readOnly = false) InetSocketAddress address) {
      address = ConnectHooks.remoteAddress(socket, address);
    }
  }

  /** To {@code unix.Socket.localAddress()}. */
  static final class LocalAddress {
    private LocalAddress() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object socket, @Advice.Return(readOnly = false) InetSocketAddress address) {
      address = ConnectHooks.localAddress(socket, address);
    }
  }
}
