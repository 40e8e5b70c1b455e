package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.boot.SocketHooks;
import java.io.FileDescriptor;
import java.nio.file.Path;
import net.bytebuddy.asm.Advice;

/** What is added to the JDK's sockets. Its code is copied into them. */
final class JdkAdvice {
  private JdkAdvice() {}

  /** {@code write(FileDescriptor, long address, int length)}. */
  static final class Write {
    private Write() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(
        @Advice.Argument(0) FileDescriptor socket,
        @Advice.Argument(1) long address,
        @Advice.Argument(2) int length) {
      return SocketHooks.writing(socket, SocketHooks.PLAIN, null, address, length);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter Object write, @Advice.Return int count, @Advice.Thrown Throwable thrown) {
      SocketHooks.written(write, count, thrown);
    }
  }

  /** {@code writev(FileDescriptor, long address, int vectors)}. */
  static final class WriteVector {
    private WriteVector() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(
        @Advice.Argument(0) FileDescriptor socket,
        @Advice.Argument(1) long address,
        @Advice.Argument(2) int length) {
      return SocketHooks.writing(socket, SocketHooks.VECTOR, null, address, length);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter Object write, @Advice.Return long count, @Advice.Thrown Throwable thrown) {
      SocketHooks.written(write, count, thrown);
    }
  }

  /** {@code read(FileDescriptor, long address, int length)}. */
  static final class Read {
    private Read() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Argument(0) FileDescriptor socket,
        @Advice.Argument(1) long address,
        @Advice.Argument(2) int length,
        @Advice.Return int count,
        @Advice.Thrown Throwable thrown) {
      SocketHooks.read(socket, SocketHooks.PLAIN, null, address, length, count, thrown);
    }
  }

  /** {@code readv(FileDescriptor, long address, int vectors)}. */
  static final class ReadVector {
    private ReadVector() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Argument(0) FileDescriptor socket,
        @Advice.Argument(1) long address,
        @Advice.Argument(2) int length,
        @Advice.Return long count,
        @Advice.Thrown Throwable thrown) {
      SocketHooks.read(socket, SocketHooks.VECTOR, null, address, length, count, thrown);
    }
  }

  /** {@code close}, {@code preClose}: the first argument is the socket. */
  static final class Close {
    private Close() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) FileDescriptor socket) {
      SocketHooks.closing(socket);
    }
  }

  /** {@code connect(ProtocolFamily, FileDescriptor, InetAddress, int)}. */
  static final class Connect {
    private Connect() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(1) FileDescriptor socket) {
      SocketHooks.connecting(socket, null);
    }
  }

  /** {@code connect(FileDescriptor, Path)}. */
  static final class ConnectUnix {
    private ConnectUnix() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(0) FileDescriptor socket, @Advice.Argument(1) Path path) {
      SocketHooks.connecting(socket, path);
    }
  }
}
