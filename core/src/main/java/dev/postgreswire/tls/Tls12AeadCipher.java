package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;

/**
 * TLS 1.2 with AES-GCM (RFC 5288), whose records carry a part of the nonce, or with
 * ChaCha20-Poly1305 (RFC 7905), whose records do not.
 */
final class Tls12AeadCipher implements RecordCipher {
  private static final int EXPLICIT_NONCE = 8;

  private final Aead aead;
  private final Bytes iv;
  private final int explicitNonce;

  Tls12AeadCipher(Suite suite, Bytes key, Bytes iv) {
    this.aead = new Aead(suite, key);
    this.iv = iv;
    this.explicitNonce = explicitNonce(suite);
  }

  /** Returns how many bytes of initialization vector are derived from the master secret. */
  static int ivLength(Suite suite) {
    return Aead.NONCE - explicitNonce(suite);
  }

  private static int explicitNonce(Suite suite) {
    return suite.mode() == Suite.Mode.GCM ? EXPLICIT_NONCE : 0;
  }

  @Override
  public Fragment open(long sequence, Bytes tlsRecord) throws GeneralSecurityException {
    Bytes body = tlsRecord.from(Fragment.HEADER);
    int length = body.length() - explicitNonce - Aead.TAG;
    if (length < 0) {
      throw new AEADBadTagException("shorter than nonce and tag");
    }
    byte[] nonce =
        explicitNonce > 0
            ? iv.plus(body.slice(0, explicitNonce)).toByteArray()
            : Aead.nonce(iv, sequence);
    Bytes content =
        aead.open(
            nonce, Tls12.authenticated(sequence, tlsRecord, length), body.from(explicitNonce));
    return new Fragment(tlsRecord.unsigned(0), content);
  }
}
