package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import java.util.Optional;

/**
 * The secrets of one session.
 *
 * @param keyLog where they are to be found
 * @param clientRandom what names the session there
 */
record SessionSecrets(KeyLog keyLog, Bytes clientRandom) {
  Optional<Bytes> find(String label) {
    return keyLog.find(clientRandom, label);
  }

  /** Returns a secret, or waits for it. */
  Bytes require(String label) throws Halt {
    Optional<Bytes> secret = find(label);
    if (secret.isEmpty()) {
      throw Halt.waiting(keyLog.missing(clientRandom, label));
    }
    return secret.get();
  }
}
