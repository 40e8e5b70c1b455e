package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.boot.SocketHooks;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;

/**
 * What is added to the sockets of Netty's native transports: epoll and kqueue. Its code is copied
 * into them. Where a range is given, it is by its beginning and its end.
 */
final class NettyAdvice {
  private NettyAdvice() {}

  /** {@code send}, {@code write(ByteBuffer, int position, int limit)}. */
  static final class Write {
    private Write() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(
        @Advice.This Object socket,
        @Advice.Argument(0) ByteBuffer buffer,
        @Advice.Argument(1) int from,
        @Advice.Argument(2) int to) {
      return SocketHooks.writing(socket, SocketHooks.BUFFER, buffer, from, to - from);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter Object write, @Advice.Return int count, @Advice.Thrown Throwable thrown) {
      SocketHooks.written(write, count, thrown);
    }
  }

  /** {@code sendAddress}, {@code writeAddress(long address, int position, int limit)}. */
  static final class WriteAddress {
    private WriteAddress() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(
        @Advice.This Object socket,
        @Advice.Argument(0) long address,
        @Advice.Argument(1) int from,
        @Advice.Argument(2) int to) {
      return SocketHooks.writing(socket, SocketHooks.PLAIN, null, address + from, to - from);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter Object write, @Advice.Return int count, @Advice.Thrown Throwable thrown) {
      SocketHooks.written(write, count, thrown);
    }
  }

  /** {@code writev(ByteBuffer[], int offset, int length, long most)}. */
  static final class WriteBuffers {
    private WriteBuffers() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(
        @Advice.This Object socket,
        @Advice.Argument(0) ByteBuffer[] buffers,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length) {
      return SocketHooks.writing(socket, SocketHooks.BUFFERS, buffers, offset, length);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter Object write, @Advice.Return long count, @Advice.Thrown Throwable thrown) {
      SocketHooks.written(write, count, thrown);
    }
  }

  /** {@code writevAddresses(long address, int vectors)}. */
  static final class WriteVector {
    private WriteVector() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static Object enter(
        @Advice.This Object socket,
        @Advice.Argument(0) long address,
        @Advice.Argument(1) int length) {
      return SocketHooks.writing(socket, SocketHooks.VECTOR, null, address, length);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter Object write, @Advice.Return long count, @Advice.Thrown Throwable thrown) {
      SocketHooks.written(write, count, thrown);
    }
  }

  /** {@code recv}, {@code read(ByteBuffer, int position, int limit)}. */
  static final class Read {
    private Read() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object socket,
        @Advice.Argument(0) ByteBuffer buffer,
        @Advice.Argument(1) int from,
        @Advice.Argument(2) int to,
        @Advice.Return int count,
        @Advice.Thrown Throwable thrown) {
      SocketHooks.read(socket, SocketHooks.BUFFER, buffer, from, to - from, count, thrown);
    }
  }

  /** {@code recvAddress}, {@code readAddress(long address, int position, int limit)}. */
  static final class ReadAddress {
    private ReadAddress() {}

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object socket,
        @Advice.Argument(0) long address,
        @Advice.Argument(1) int from,
        @Advice.Argument(2) int to,
        @Advice.Return int count,
        @Advice.Thrown Throwable thrown) {
      SocketHooks.read(socket, SocketHooks.PLAIN, null, address + from, to - from, count, thrown);
    }
  }

  /** {@code sendFile}: what it sends is in nobody's memory. */
  static final class SendFile {
    private SendFile() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object socket, @Advice.Return long count) {
      SocketHooks.unseen(socket, count);
    }
  }

  /** {@code connect(SocketAddress)}. */
  static final class Connect {
    private Connect() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object socket, @Advice.Argument(0) Object address) {
      SocketHooks.connecting(socket, address);
    }
  }

  /** {@code close()}, and {@code doClose()} of a channel. */
  static final class Close {
    private Close() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object socket) {
      SocketHooks.closing(socket);
    }
  }
}
