package dev.postgreswire.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes certificates for a recorder at which clients' TLS ends. It lives as long as this object
 * does: its key is nowhere else.
 *
 * <p>It signs with Ed25519, for which RFC 5929 defines no {@code tls-server-end-point}: a client
 * that would bind SCRAM to the server's certificate, which is not the one it sees, finds nothing to
 * bind to, and does without. By any other signature it would bind to our certificate, and the
 * server would refuse it. What is certified is a key on the curve P-256, which all clients know.
 *
 * <p>The encoding is our own, some 200 lines: of ASN.1 it needs nine types to write and none to
 * read, and the JDK, which reads, verifies and signs, checks what it wrote. BouncyCastle, an
 * optional dependency, would do that too, but the agent could not rely on it, its two jars weigh
 * more than everything here (8 MB against the agent's limit of 6), and its provider would meet the
 * application's.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1">RFC 5280, section 4.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8410">RFC 8410, Ed25519 in certificates</a>
 */
public final class CertificateAuthority {
  private static final Duration VALIDITY = Duration.ofDays(825);
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
  private static final byte[] ED25519 = Der.sequence(Der.oid("1.3.101.112"));

  // The names of extensions.
  private static final String KEY_IDENTIFIER = "2.5.29.14";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
  private static final byte SIGNS_CERTIFICATES = 0x06;
  private static final byte SIGNS = (byte) 0x80;

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  /**
   * A certificate, and the key that it is about.
   *
   * @param chain the certificate, and after it the authority's
   */
  public record Issued(List<X509Certificate> chain, KeyPair keys) {
    /** Copies the list. */
    public Issued {
      chain = List.copyOf(chain);
    }
  }

  /** Creates an authority with a key of its own. */
  public CertificateAuthority() {
    try {
      keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      name = "PostgresWire recorder, " + serialNumber().toString(16).substring(0, 8);
      certificate =
          certify(
              name,
              keys.getPublic(),
              extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.yes())),
              extension(KEY_USAGE, true, Der.bits(1, SIGNS_CERTIFICATES)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot make certificates", e);
    }
  }

  /** Returns the authority's own certificate, which clients have to trust. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Returns the same in the form that {@code sslrootcert} takes. */
  public String pem() {
    try {
      String base64 =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
      return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Certifies a new key.
   *
   * @param hosts the names and addresses by which clients know the server; at least one
   */
  public Issued issue(List<String> hosts) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair leaf = generator.generateKeyPair();
      X509Certificate issued =
          certify(
              hosts.get(0),
              leaf.getPublic(),
              extension(BASIC_CONSTRAINTS, true, Der.sequence()),
              extension(KEY_USAGE, true, Der.bits(7, SIGNS)),
              extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.oid(SERVER_AUTHENTICATION))),
              extension(ALTERNATIVE_NAMES, false, alternativeNames(hosts)));
      return new Issued(List.of(issued, certificate), leaf);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot make certificates", e);
    }
  }

  private X509Certificate certify(String subject, PublicKey key, byte[]... extensions)
      throws GeneralSecurityException {
    List<byte[]> all = new ArrayList<>(List.of(extensions));
    byte[] authority = Der.tagged(0x80, identifier(keys.getPublic()));
    all.add(extension(KEY_IDENTIFIER, false, Der.octets(identifier(key))));
    all.add(extension(AUTHORITY_KEY_IDENTIFIER, false, Der.sequence(authority)));
    Instant now = Instant.now();
    byte[] facts =
        Der.sequence(
            Der.tagged(0xA0, Der.integer(BigInteger.TWO)), // version 3
            Der.integer(serialNumber()),
            ED25519,
            distinguished(name),
            Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(VALIDITY))),
            distinguished(subject),
            key.getEncoded(),
            Der.tagged(0xA3, Der.sequence(all.toArray(byte[][]::new))));
    byte[] whole = Der.sequence(facts, ED25519, Der.bits(0, sign(facts)));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  private byte[] sign(byte[] facts) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(facts);
    return signature.sign();
  }

  private static BigInteger serialNumber() {
    return new BigInteger(120, new SecureRandom()).setBit(120); // positive, and always as long
  }

  private static byte[] distinguished(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.text(commonName))));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    byte[] mark = critical ? Der.yes() : new byte[0];
    return Der.sequence(Der.oid(oid), mark, Der.octets(value));
  }

  private static byte[] identifier(PublicKey key) throws GeneralSecurityException {
    return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), 20);
  }

  private static byte[] alternativeNames(List<String> hosts) {
    return Der.sequence(
        hosts.stream().map(CertificateAuthority::alternativeName).toArray(byte[][]::new));
  }

  private static byte[] alternativeName(String host) {
    if (!ADDRESS.matcher(host).matches()) {
      return Der.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII));
    }
    try {
      return Der.tagged(0x87, InetAddress.getByName(host).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("\"" + host + "\" is no address", e);
    }
  }
}
