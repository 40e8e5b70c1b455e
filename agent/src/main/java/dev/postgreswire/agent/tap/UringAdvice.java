package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.boot.SocketHooks;
import net.bytebuddy.asm.Advice;

/**
 * What is added to Netty's io_uring transport, whose system calls are nobody's methods: a channel
 * is watched where its buffers come and go. Its code is copied.
 */
final class UringAdvice {
  private UringAdvice() {}

  /** {@code filterOutboundMessage(Object)} of a channel: what it returns is sent. */
  static final class Write {
    private Write() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object channel, @Advice.Return Object message) {
      SocketHooks.sent(channel, message);
    }
  }

  /** {@code fireChannelRead(Object)} of a pipeline: what was received comes in by this. */
  static final class Read {
    private Read() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("channel") Object channel, @Advice.Argument(0) Object message) {
      SocketHooks.received(channel, message);
    }
  }

  /** {@code readComplete0(byte, int result, …)} of a channel's {@code Unsafe}. */
  static final class ReadComplete {
    private ReadComplete() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("this$0") Object channel, @Advice.Argument(1) int result) {
      SocketHooks.completed(channel, result);
    }
  }

  /** The same in the transport's first releases: {@code readComplete0(int result, …)}. */
  static final class FirstReadComplete {
    private FirstReadComplete() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("this$0") Object channel, @Advice.Argument(0) int result) {
      SocketHooks.completed(channel, result);
    }
  }
}
