package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/**
 * Derives keys from the master secret of TLS 1.2.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5246#section-5">RFC 5246, section 5</a>
 */
final class Prf {
  private Prf() {}

  /** Returns the first {@code length} bytes of the PRF. */
  static Bytes expand(Hash hash, Bytes secret, String label, Bytes seed, int length)
      throws GeneralSecurityException {
    Mac mac = hash.keyed(secret);
    byte[] labelled = Bytes.of(label, StandardCharsets.US_ASCII).plus(seed).toByteArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] step = labelled;
    while (out.size() < length) {
      step = mac.doFinal(step);
      mac.update(step);
      out.writeBytes(mac.doFinal(labelled));
    }
    return Bytes.wrap(out.toByteArray(), 0, length);
  }
}
