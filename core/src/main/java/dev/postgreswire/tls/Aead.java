package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM or ChaCha20-Poly1305 under one key. */
final class Aead {
  /** How many bytes a nonce has. */
  static final int NONCE = 12;

  /** How many bytes at the end of a ciphertext authenticate it. */
  static final int TAG = 16;

  private final boolean gcm;
  private final SecretKey key;
  private Cipher cipher;

  Aead(Suite suite, Bytes key) {
    this.gcm = suite.mode() == Suite.Mode.GCM;
    this.key = new SecretKeySpec(key.toByteArray(), gcm ? "AES" : "ChaCha20");
  }

  /** Decrypts {@code sealed}, which ends with the tag. */
  Bytes open(byte[] nonce, byte[] associated, Bytes sealed) throws GeneralSecurityException {
    if (sealed.length() < TAG) {
      throw new AEADBadTagException("shorter than a tag");
    }
    AlgorithmParameterSpec parameters =
        gcm ? new GCMParameterSpec(TAG * 8, nonce) : new IvParameterSpec(nonce);
    if (cipher == null) {
      cipher = Cipher.getInstance(gcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
    }
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
      cipher.updateAAD(associated);
      return Bytes.wrap(cipher.doFinal(sealed.toByteArray()));
    } catch (AEADBadTagException e) {
      cipher = null; // the JDK's ChaCha20 would not try the same nonce again
      throw e;
    }
  }

  /** Returns the nonce that an initialization vector and a sequence number make together. */
  static byte[] nonce(Bytes iv, long sequence) {
    byte[] nonce = iv.toByteArray();
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[NONCE - 1 - i] ^= (byte) (sequence >>> (8 * i));
    }
    return nonce;
  }
}
