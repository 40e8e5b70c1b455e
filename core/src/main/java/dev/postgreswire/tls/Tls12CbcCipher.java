package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * TLS 1.2 with AES-CBC: authenticated, then padded and encrypted (RFC 5246, section 6.2.3.2), or
 * the other way round (RFC 7366).
 */
final class Tls12CbcCipher implements RecordCipher {
  private static final int BLOCK = 16;

  private final SecretKey key;
  private final Mac mac;
  private final boolean encryptThenMac;

  Tls12CbcCipher(Suite suite, Bytes macKey, Bytes key, boolean encryptThenMac)
      throws GeneralSecurityException {
    this.key = new SecretKeySpec(key.toByteArray(), "AES");
    this.mac = suite.mac().keyed(macKey);
    this.encryptThenMac = encryptThenMac;
  }

  @Override
  public Fragment open(long sequence, Bytes tlsRecord) throws GeneralSecurityException {
    Bytes body = tlsRecord.from(Fragment.HEADER);
    Bytes content =
        encryptThenMac
            ? unpad(decrypt(authenticated(sequence, tlsRecord, body)))
            : authenticated(sequence, tlsRecord, unpad(decrypt(body)));
    return new Fragment(tlsRecord.unsigned(0), content);
  }

  /** Returns what comes before the code at the end, once that has been found right. */
  private Bytes authenticated(long sequence, Bytes tlsRecord, Bytes withCode)
      throws AEADBadTagException {
    int length = withCode.length() - mac.getMacLength();
    check(length >= 0, "shorter than its authentication code");
    Bytes content = withCode.slice(0, length);
    mac.update(Tls12.authenticated(sequence, tlsRecord, length));
    byte[] expected = mac.doFinal(content.toByteArray());
    check(
        MessageDigest.isEqual(expected, withCode.from(length).toByteArray()),
        "a wrong authentication code");
    return content;
  }

  private Bytes decrypt(Bytes sealed) throws GeneralSecurityException {
    check(sealed.length() >= 2 * BLOCK && sealed.length() % BLOCK == 0, "no whole blocks");
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE, key, new IvParameterSpec(sealed.slice(0, BLOCK).toByteArray()));
    return Bytes.wrap(cipher.doFinal(sealed.from(BLOCK).toByteArray()));
  }

  private static Bytes unpad(Bytes padded) throws AEADBadTagException {
    int padding = padded.unsigned(padded.length() - 1);
    int length = padded.length() - 1 - padding;
    check(length >= 0, "more padding than content");
    for (int i = length; i < padded.length(); i++) {
      check(padded.unsigned(i) == padding, "wrong padding");
    }
    return padded.slice(0, length);
  }

  private static void check(boolean right, String fault) throws AEADBadTagException {
    if (!right) {
      throw new AEADBadTagException(fault);
    }
  }
}
