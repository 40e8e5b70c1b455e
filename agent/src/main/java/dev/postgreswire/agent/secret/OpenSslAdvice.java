package dev.postgreswire.agent.secret;

import dev.postgreswire.agent.boot.TlsHooks;
import net.bytebuddy.asm.Advice;

/** Is copied into the constructors of {@code netty.handler.ssl.ReferenceCountedOpenSslContext}. */
final class OpenSslAdvice {
  private OpenSslAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object context, @Advice.FieldValue("ctx") long pointer) {
    TlsHooks.created(context, pointer);
  }
}
