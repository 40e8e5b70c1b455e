package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/**
 * Derives keys from the secrets of TLS 1.3.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-7.1">RFC 8446, section 7.1</a>
 */
final class Hkdf {
  private Hkdf() {}

  /**
   * HKDF-Expand-Label with an empty context.
   *
   * @param length at most the hash's length: that much is one step of HKDF-Expand
   */
  static Bytes expandLabel(Hash hash, Bytes secret, String label, int length)
      throws GeneralSecurityException {
    byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
    Mac mac = hash.keyed(secret);
    mac.update((byte) (length >>> 8));
    mac.update((byte) length);
    mac.update((byte) name.length);
    mac.update(name);
    mac.update((byte) 0); // the context's length
    mac.update((byte) 1); // the number of the step
    return Bytes.wrap(mac.doFinal(), 0, length);
  }
}
