package dev.postgreswire.agent.secret;

import dev.postgreswire.agent.boot.TlsHooks;
import javax.crypto.SecretKey;
import net.bytebuddy.asm.Advice;

/** Is copied into {@code sun.security.ssl.SSLTrafficKeyDerivation.createKeyDerivation}. */
final class DerivedAdvice {
  private DerivedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Object handshake, @Advice.Argument(1) SecretKey secret) {
    TlsHooks.derived(handshake, secret);
  }
}
