package dev.postgreswire.agent.route;

import dev.postgreswire.agent.boot.ConnectHooks;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import net.bytebuddy.asm.Advice;

/** What is added to {@code sun.nio.ch}, by which all of the JDK's sockets connect. */
final class NetAdvice {
  private NetAdvice() {}

  /** To {@code connect(ProtocolFamily, FileDescriptor, InetAddress, int)}. */
  static final class Connect {
    private Connect() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.Argument(0) ProtocolFamily family,
        @Advice.Argument(1) FileDescriptor fd,
        @Advice.Argument(2) InetAddress address,
        @Advice.Argument(3) int port,
        @Advice.Return int result) {
      ConnectHooks.connecting(fd, family, address, port, result);
    }
  }

  /** To {@code pollConnectNow(FileDescriptor)}. */
  static final class PollConnect {
    private PollConnect() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) FileDescriptor fd, @Advice.Return boolean connected) {
      ConnectHooks.polled(fd, connected);
    }
  }

  /** To {@code setConnected()} of the asynchronous channel, which has its own way to find out. */
  static final class SetConnected {
    private SetConnected() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("fd") FileDescriptor fd) {
      ConnectHooks.polled(fd, true);
    }
  }

  /** To {@code localAddress(FileDescriptor)}. */
  static final class LocalAddress {
    private LocalAddress() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.Argument(0) FileDescriptor fd,
        @Advice.Return(readOnly = false) InetSocketAddress address) {
      address = ConnectHooks.localAddress(fd, address);
    }
  }
}
