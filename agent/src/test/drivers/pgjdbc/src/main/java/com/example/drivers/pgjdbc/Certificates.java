package com.example.drivers.pgjdbc;

import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS among ourselves. */
final class Certificates {
  private static final char[] PASSWORD = "secret".toCharArray();

  private Certificates() {}

  /** Shows the certificate of a PKCS #12 store, and believes whatever the authority has signed. */
  static SSLContext context(String store, Path authority) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(store))) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        managers.getKeyManagers(), new TrustManager[] {new SignedBy(read(authority))}, null);
    return context;
  }

  private static Certificate read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** Looks at the signature only: the store's certificate bears a user's name, not a host's. */
  private static final class SignedBy extends X509ExtendedTrustManager {
    private final Certificate authority;

    SignedBy(Certificate authority) {
      this.authority = authority;
    }

    private void check(X509Certificate[] chain) {
      try {
        chain[0].verify(authority.getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
