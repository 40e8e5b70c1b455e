package dev.postgreswire.loopback;

import dev.postgreswire.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** Who the recorder is to clients whose TLS ends here: a certificate, its chain and its key. */
public final class TlsIdentity {
  private static final char[] IN_MEMORY = "in memory".toCharArray();

  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  /**
   * Reads one, as PostgreSQL's {@code ssl_cert_file} and {@code ssl_key_file}.
   *
   * @param certificate a PEM file with the certificate, followed by those of its chain
   * @param key a PEM file with the private key, not encrypted: PKCS #8, PKCS #1 (RSA) or SEC 1 (EC)
   * @throws IOException when they cannot be read, or do not belong together; what it says is for
   *     people
   */
  public static TlsIdentity read(Path certificate, Path key) throws IOException {
    List<X509Certificate> chain = PemFile.read(certificate).certificates();
    return new TlsIdentity(chain, PrivateKeys.read(PemFile.read(key), chain.get(0)));
  }

  /** Returns one that an authority has made up; clients have to trust the authority. */
  public static TlsIdentity of(CertificateAuthority.Issued issued) {
    return new TlsIdentity(issued.chain(), issued.keys().getPrivate());
  }

  /** Returns the certificate that clients see. */
  X509Certificate certificate() {
    return chain.get(0);
  }

  /**
   * Whether channel binding is defined for the certificate: RFC 5929 takes the hash of the
   * signature's algorithm, and EdDSA's have none.
   */
  boolean hasEndPointHash() {
    return !certificate().getSigAlgName().startsWith("Ed");
  }

  KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("recorder", key, IN_MEMORY, chain.toArray(new X509Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, IN_MEMORY);
    return factory.getKeyManagers();
  }
}
