package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A hash function, as it is used with a key (HMAC, RFC 2104). */
enum Hash {
  SHA1("HmacSHA1", 20),
  SHA256("HmacSHA256", 32),
  SHA384("HmacSHA384", 48);

  private final String algorithm;
  private final int length;

  Hash(String algorithm, int length) {
    this.algorithm = algorithm;
    this.length = length;
  }

  /** How many bytes the hash has. */
  int length() {
    return length;
  }

  /** Returns a function that hashes with {@code key}, which is not empty. */
  Mac keyed(Bytes key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(key.toByteArray(), algorithm));
    return mac;
  }
}
