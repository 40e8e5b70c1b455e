package dev.postgreswire.agent.route;

import dev.postgreswire.agent.boot.ConnectHooks;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** What is added to the asynchronous channel of {@code sun.nio.ch}. */
final class NetAdvice {
  private NetAdvice() {}

  /** To {@code setConnected()} of the asynchronous channel, which has its own way to find out. */
  static final class SetConnected {
    private SetConnected() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.FieldValue("fd") FileDescriptor fd) {
      ConnectHooks.polled(fd, true);
    }
  }
}
