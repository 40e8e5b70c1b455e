package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;

/**
 * How one side's records are protected from some point on. The secret is asked for when the first
 * of them comes.
 */
final class Protection {
  private final SessionSecrets secrets;
  private final String label;
  private final Keys keys;
  private Bytes secret;
  private RecordCipher cipher;
  private long sequence;

  /** Makes keys of a secret. */
  interface Keys {
    /** How many bytes the secret has. */
    int secretLength();

    /** Returns what reads records. */
    RecordCipher cipher(Bytes secret) throws GeneralSecurityException;
  }

  Protection(SessionSecrets secrets, String label, Keys keys) {
    this.secrets = secrets;
    this.label = label;
    this.keys = keys;
  }

  /** Reads the next record. */
  Fragment open(Bytes tlsRecord) throws Halt, GeneralSecurityException {
    Optional<Fragment> fragment = tryOpen(tlsRecord);
    if (fragment.isEmpty()) {
      throw Halt.undecryptable(mismatch());
    }
    return fragment.get();
  }

  /** Reads the next record if it is protected by this; nothing has changed when it is not. */
  Optional<Fragment> tryOpen(Bytes tlsRecord) throws Halt, GeneralSecurityException {
    if (cipher == null) {
      use(secrets.require(label));
    }
    try {
      Fragment fragment = cipher.open(sequence, tlsRecord);
      sequence++;
      return Optional.of(fragment);
    } catch (AEADBadTagException e) {
      return Optional.empty();
    }
  }

  /** The secret that there is. */
  Bytes secret() {
    return secret;
  }

  /** Goes on with another secret. */
  void use(Bytes next) throws Halt, GeneralSecurityException {
    if (next.length() != keys.secretLength()) {
      throw Halt.undecryptable(
          String.format(
              "the secret does not belong to this session: %s has %d bytes, not %d",
              label, next.length(), keys.secretLength()));
    }
    secret = next;
    cipher = keys.cipher(next);
    sequence = 0;
  }

  private String mismatch() {
    return sequence == 0
        ? "authentication tag mismatch: the secret does not belong to this session (" + label + ")"
        : String.format(
            "authentication tag mismatch: %d records under %s were read, the next one was altered"
                + " or comes after one that is missing",
            sequence, label);
  }
}
