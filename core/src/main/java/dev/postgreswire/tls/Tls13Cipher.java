package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import java.security.GeneralSecurityException;

/**
 * TLS 1.3.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-5.2">RFC 8446, section 5.2</a>
 */
final class Tls13Cipher implements RecordCipher {
  private static final int NO_TYPE = 0;

  private final Aead aead;
  private final Bytes iv;

  Tls13Cipher(Suite suite, Bytes secret) throws GeneralSecurityException {
    this.aead = new Aead(suite, Hkdf.expandLabel(suite.hash(), secret, "key", suite.keyLength()));
    this.iv = Hkdf.expandLabel(suite.hash(), secret, "iv", Aead.NONCE);
  }

  @Override
  public Fragment open(long sequence, Bytes tlsRecord) throws GeneralSecurityException {
    byte[] header = tlsRecord.slice(0, Fragment.HEADER).toByteArray();
    Bytes inner = aead.open(Aead.nonce(iv, sequence), header, tlsRecord.from(Fragment.HEADER));
    int end = inner.length() - 1;
    while (end >= 0 && inner.get(end) == 0) {
      end--; // padding
    }
    return end < 0
        ? new Fragment(NO_TYPE, Bytes.EMPTY)
        : new Fragment(inner.unsigned(end), inner.slice(0, end));
  }
}
