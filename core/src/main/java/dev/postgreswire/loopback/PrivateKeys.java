package dev.postgreswire.loopback;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;

/** Reads private keys in the forms in which they lie about. */
final class PrivateKeys {
  /** ASN.1's tags. */
  private static final int SEQUENCE = 0x30;

  private static final int OCTETS = 0x04;

  /** The number 0, PKCS #8's version. */
  private static final byte[] VERSION = {2, 1, 0};

  private PrivateKeys() {}

  /**
   * Returns the key of a certificate.
   *
   * @throws IOException when there is none; what it says is for people
   */
  static PrivateKey read(PemFile file, X509Certificate certificate) throws IOException {
    Optional<PemFile.Block> found =
        file.blocks().stream().filter(block -> block.label().endsWith("PRIVATE KEY")).findFirst();
    if (found.isEmpty()) {
      throw new IOException(
          file.file()
              + ": no private key in it, but "
              + file.labels()
              + "; one begins with -----BEGIN PRIVATE KEY-----");
    }
    PemFile.Block block = found.get();
    if (block.isEncrypted()) {
      throw new IOException(
          file.file()
              + ": the private key is encrypted, and there is nobody to ask for its password; make"
              + " a copy without: openssl pkey -in "
              + file.file()
              + " -out plain.key");
    }
    return belonging(file, block, certificate);
  }

  private static PrivateKey belonging(
      PemFile file, PemFile.Block block, X509Certificate certificate) throws IOException {
    PublicKey publicKey = certificate.getPublicKey();
    byte[] content = file.decode(block);
    byte[] pkcs8 = block.label().equals("PRIVATE KEY") ? content : pkcs8(content, publicKey);
    try {
      PrivateKey key =
          KeyFactory.getInstance(publicKey.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (isPair(key, publicKey)) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(stranger(file, certificate) + ", or is damaged", e);
    }
    throw new IOException(stranger(file, certificate));
  }

  private static String stranger(PemFile file, X509Certificate certificate) {
    return file.file()
        + ": the private key does not belong to the certificate, the first one in its file: "
        + certificate.getSubjectX500Principal()
        + ", which has "
        + certificate.getPublicKey().getAlgorithm();
  }

  private static boolean isPair(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    if (key instanceof RSAKey ours && publicKey instanceof RSAKey theirs) {
      return ours.getModulus().equals(theirs.getModulus());
    }
    byte[] message = "a pair".getBytes(StandardCharsets.US_ASCII);
    Signature signature =
        Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA");
    signature.initSign(key);
    signature.update(message);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(message);
    return signature.verify(signed);
  }

  /**
   * Puts a key in the form of PKCS #1 or SEC 1 into that of PKCS #8, which is all that the JDK
   * reads: its algorithm and parameters are those of the public key.
   */
  private static byte[] pkcs8(byte[] key, PublicKey publicKey) {
    return element(SEQUENCE, VERSION, firstWithin(publicKey.getEncoded()), element(OCTETS, key));
  }

  /** Returns the first element within the outermost one. */
  private static byte[] firstWithin(byte[] der) {
    ByteBuffer in = ByteBuffer.wrap(der);
    in.get();
    length(in);
    int start = in.position();
    in.get();
    int length = length(in);
    byte[] element = new byte[in.position() - start + length];
    in.get(start, element);
    return element;
  }

  private static int length(ByteBuffer in) {
    int first = in.get() & 0xFF;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7F); i++) {
      length = length << 8 | (in.get() & 0xFF);
    }
    return length;
  }

  private static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length >= 0x80) {
      // The fewest bytes, as the JDK demands; no key is longer than two of them say.
      out.write(length > 0xFF ? 0x82 : 0x81);
      if (length > 0xFF) {
        out.write(length >> 8);
      }
    }
    out.write(length);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
