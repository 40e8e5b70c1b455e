package dev.postgreswire.agent.secret;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.postgreswire.agent.boot.TlsHooks;
import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.install.Feature;
import dev.postgreswire.agent.install.Hook;
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
  public List<Hook> hooks() {
    return List.of(
        Hook.of(
            "sun.security.ssl.SSLTrafficKeyDerivation",
            new Hook.Addition(
                named("createKeyDerivation").and(takesArguments(2)), DerivedAdvice.class)),
        Hook.of(
            "*netty.handler.ssl.ReferenceCountedOpenSslContext",
            new Hook.Addition(isConstructor(), OpenSslAdvice.class)));
  }

  @Override
  public void start(AgentContext context) {
    TlsHooks.handler(SecretTaker.before(gate));
  }
}
