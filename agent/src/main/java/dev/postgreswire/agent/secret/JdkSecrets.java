package dev.postgreswire.agent.secret;

import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.wire.Bytes;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * Reads what {@code sun.security.ssl.SSLTrafficKeyDerivation} is called with, in JDK 17 to 25
 * alike.
 *
 * <p>The secrets after a key update go by the name of a cipher, and are left out: whoever decrypts
 * derives them. The first ones come again at that time, and are dropped later.
 */
final class JdkSecrets {
  /** The JDK's names of secrets, and those of RFC 9850. */
  private static final Map<String, String> LABELS =
      Map.of(
          "TlsMasterSecret", "CLIENT_RANDOM",
          "TlsClientEarlyTrafficSecret", "CLIENT_EARLY_TRAFFIC_SECRET",
          "TlsClientHandshakeTrafficSecret", "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
          "TlsServerHandshakeTrafficSecret", "SERVER_HANDSHAKE_TRAFFIC_SECRET",
          "TlsClientAppTrafficSecret", "CLIENT_TRAFFIC_SECRET_0",
          "TlsServerAppTrafficSecret", "SERVER_TRAFFIC_SECRET_0");

  private final Field helloRandom;
  private final Field randomBytes;

  /** Finds what is needed; the package has to be open to us. */
  JdkSecrets() throws ReflectiveOperationException {
    helloRandom = field("sun.security.ssl.HandshakeContext", "clientHelloRandom");
    randomBytes = field("sun.security.ssl.RandomCookie", "randomBytes");
  }

  private static Field field(String type, String name) throws ReflectiveOperationException {
    Field field = Class.forName(type, false, null).getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** Returns what a secret is, or nothing where it is none that can be used. */
  static Optional<String> label(SecretKey secret) {
    return Optional.ofNullable(LABELS.get(secret.getAlgorithm()));
  }

  /** Returns what names the session; empty after the handshake, when it is no longer there. */
  Bytes clientRandom(Object handshake) throws ReflectiveOperationException {
    Object random = helloRandom.get(handshake);
    return random == null ? Bytes.EMPTY : Bytes.of((byte[]) randomBytes.get(random));
  }

  /** Returns a secret; empty when it cannot be taken out of the device that has it. */
  static Optional<TlsSecret> secret(String label, Bytes clientRandom, SecretKey secret) {
    return Optional.ofNullable(secret.getEncoded())
        .map(bytes -> new TlsSecret(label, clientRandom, Bytes.wrap(bytes)));
  }
}
