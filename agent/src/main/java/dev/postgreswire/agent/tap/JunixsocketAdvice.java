package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.boot.SocketHooks;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;

/**
 * What is added to junixsocket, by which pgjdbc reaches Unix-domain sockets. Its system calls are
 * native methods, so its streams are watched. The code is copied into them.
 */
final class JunixsocketAdvice {
  private JunixsocketAdvice() {}

  /** {@code write(byte[], int offset, int length)}, which writes all of it. */
  static final class Write {
    private Write() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(
        @Advice.FieldValue("this$0") Object socket,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length) {
      return SocketHooks.writing(
          socket, SocketHooks.BUFFER, ByteBuffer.wrap(bytes), offset, length);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter Object write,
        @Advice.Argument(2) int length,
        @Advice.Thrown Throwable thrown) {
      SocketHooks.written(write, thrown == null ? length : 0, thrown);
    }
  }

  /** {@code write(int)}. */
  static final class WriteOne {
    private WriteOne() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(@Advice.FieldValue("this$0") Object socket, @Advice.Argument(0) int value) {
      ByteBuffer bytes = ByteBuffer.wrap(new byte[] {(byte) value});
      return SocketHooks.writing(socket, SocketHooks.BUFFER, bytes, 0, 1);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Advice.Enter Object write, @Advice.Thrown Throwable thrown) {
      SocketHooks.written(write, thrown == null ? 1 : 0, thrown);
    }
  }

  /** {@code read(byte[], int offset, int length)}. */
  static final class Read {
    private Read() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("this$0") Object socket,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length,
        @Advice.Return int count,
        @Advice.Thrown Throwable thrown) {
      ByteBuffer read = ByteBuffer.wrap(bytes);
      SocketHooks.read(socket, SocketHooks.BUFFER, read, offset, length, count, thrown);
    }
  }

  /** {@code read()}. */
  static final class ReadOne {
    private ReadOne() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue("this$0") Object socket,
        @Advice.Return int value,
        @Advice.Thrown Throwable thrown) {
      ByteBuffer read = ByteBuffer.wrap(new byte[] {(byte) value});
      int count = thrown != null ? 0 : value < 0 ? -1 : 1;
      SocketHooks.read(socket, SocketHooks.BUFFER, read, 0, 1, count, thrown);
    }
  }

  /** {@code connect0(SocketAddress, int timeout)}. */
  static final class Connect {
    private Connect() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object socket, @Advice.Argument(0) Object address) {
      SocketHooks.connecting(socket, address);
    }
  }
}
