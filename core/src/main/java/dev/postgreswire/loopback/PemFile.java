package dev.postgreswire.loopback;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in a PEM file.
 *
 * @param file where it was read
 * @param blocks what stands between BEGIN and END, in order
 */
record PemFile(Path file, List<Block> blocks) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*(.*?)-----END \\1-----", Pattern.DOTALL);

  /** Headers, as in the encrypted keys of old OpenSSL, are followed by an empty line. */
  private static final Pattern HEADERS = Pattern.compile("(?s)(?:[A-Za-z-]+:.*?\\R)+\\R");

  /**
   * One block.
   *
   * @param label what it is, such as {@code CERTIFICATE}
   * @param text Base64, and headers before it
   */
  record Block(String label, String text) {
    boolean isEncrypted() {
      return label.startsWith("ENCRYPTED") || text.startsWith("Proc-Type: 4,ENCRYPTED");
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read, or is not PEM; what it says is for people
   */
  static PemFile read(Path file) throws IOException {
    // Base64 and what is around it is ASCII; comments may be anything.
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    if (blocks.isEmpty()) {
      throw new IOException(
          file
              + ": not a PEM file, for there is no line -----BEGIN …----- with its END; openssl"
              + " converts others, such as: openssl x509 -inform DER -in FILE -out FILE.pem");
    }
    return new PemFile(file, List.copyOf(blocks));
  }

  /** Returns the certificates, at least one. */
  List<X509Certificate> certificates() throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks) {
      if (block.label.equals("CERTIFICATE") || block.label.equals("X509 CERTIFICATE")) {
        certificates.add(certificate(block));
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException(
          file
              + ": no certificate in it, but "
              + labels()
              + "; one begins with -----BEGIN"
              + " CERTIFICATE-----");
    }
    return certificates;
  }

  /** Returns the bytes of a block. */
  byte[] decode(Block block) throws IOException {
    try {
      String base64 = HEADERS.matcher(block.text).replaceFirst("");
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + ": the " + block.label + " in it is not valid Base64: " + e.getMessage(), e);
    }
  }

  /** Returns what the blocks are, for people to read. */
  String labels() {
    return String.join(", ", blocks.stream().map(Block::label).toList());
  }

  private X509Certificate certificate(Block block) throws IOException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(decode(block)));
    } catch (CertificateException e) {
      throw new IOException(file + ": a certificate in it cannot be read: " + e.getMessage(), e);
    }
  }
}
