package dev.postgreswire.agent.secret;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;

import dev.postgreswire.agent.boot.TlsHooks;
import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.install.Feature;
import dev.postgreswire.agent.install.Hook;
import dev.postgreswire.agent.install.JdkHook;
import java.util.List;

/**
 * Takes the secrets of TLS sessions: of the JDK's {@code SSLSocket} and {@code SSLEngine}, and of
 * netty-tcnative.
 */
public final class SecretFeature implements Feature {
  private final SecretGate gate;

  /**
   * Creates it.
   *
   * @param gate takes all secrets, and passes on those that are needed
   */
  public SecretFeature(SecretGate gate) {
    this.gate = gate;
  }

  @Override
  public List<JdkHook> jdkHooks() {
    return List.of(
        JdkHook.in(
                "sun/security/ssl/SSLTrafficKeyDerivation",
                "createKeyDerivation",
                "(Lsun/security/ssl/HandshakeContext;Ljavax/crypto/SecretKey;)")
            .atEntry(
                new JdkHook.Call(
                    "derived", "(Ljava/lang/Object;Ljavax/crypto/SecretKey;)V", 0, 1)));
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.of(
            "*netty.handler.ssl.ReferenceCountedOpenSslContext",
            new Hook.Addition(isConstructor(), OpenSslAdvice.class)));
  }

  @Override
  public void start(AgentContext context) {
    TlsHooks.handler(SecretTaker.before(gate));
  }
}
