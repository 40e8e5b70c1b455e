package dev.postgreswire.agent.secret;

import dev.postgreswire.agent.AgentLog;
import dev.postgreswire.agent.boot.TlsHooks;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.wire.Bytes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.SecretKey;

/** Is called within handshakes. Nothing that goes wrong here goes wrong there. */
final class SecretTaker extends TlsHooks.Handler {
  private static final String HIDDEN =
      "its TLS session cannot be decrypted: the security provider does not give out its keys";

  private final SecretGate gate;
  private final OpenSslSecrets openSsl;
  private final AtomicBoolean failed = new AtomicBoolean();

  /** The classes that it needs are loaded with the first handshake, not with the agent. */
  private static final class Jdk {
    static final JdkSecrets SECRETS = secrets();

    private static JdkSecrets secrets() {
      try {
        return new JdkSecrets();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private SecretTaker(SecretGate gate) {
    this.gate = gate;
    this.openSsl = new OpenSslSecrets(gate::secret);
  }

  /**
   * Creates one. Declared as what it extends: else the verifier would load that class to compare
   * the two, for whoever calls this, before it is on the bootstrap loader.
   */
  static TlsHooks.Handler before(SecretGate gate) {
    return new SecretTaker(gate);
  }

  @Override
  public void derived(Object handshake, SecretKey secret) {
    try {
      Optional<String> label = JdkSecrets.label(secret);
      Bytes clientRandom = label.isEmpty() ? Bytes.EMPTY : Jdk.SECRETS.clientRandom(handshake);
      if (!clientRandom.isEmpty()) {
        take(label.get(), clientRandom, secret);
      }
    } catch (Throwable e) {
      failed(e);
    }
  }

  @Override
  public void created(Object context, long pointer) {
    try {
      openSsl.created(context, pointer);
    } catch (Throwable e) {
      failed(e);
    }
  }

  private void take(String label, Bytes clientRandom, SecretKey secret) {
    Optional<TlsSecret> found = JdkSecrets.secret(label, clientRandom, secret);
    if (found.isPresent()) {
      gate.secret(found.get());
    } else {
      gate.unreadable(clientRandom, HIDDEN);
    }
  }

  private void failed(Throwable cause) {
    if (failed.compareAndSet(false, true)) {
      AgentLog.say("a TLS session may stay encrypted, for its secrets cannot be taken: " + cause);
    }
  }
}
