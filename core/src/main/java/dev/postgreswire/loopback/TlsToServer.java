package dev.postgreswire.loopback;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS that a loopback itself begins with the server. */
public final class TlsToServer {
  /** The protocol's name in TLS (ALPN), which PostgreSQL 17 demands where TLS begins directly. */
  private static final String[] ALPN = {"postgresql"};

  private final ServerTls mode;
  private final SSLContext context;

  private TlsToServer(ServerTls mode, SSLContext context) {
    this.mode = mode;
    this.context = context;
  }

  /**
   * Returns one.
   *
   * @param authorities a PEM file of the certificates that are trusted where the server's is
   *     verified; null for those that this JVM trusts
   * @throws IOException when {@code authorities} cannot be read
   */
  public static TlsToServer of(ServerTls mode, Path authorities) throws IOException {
    try {
      TrustManager[] trust =
          mode.verifies() ? trusting(authorities) : new TrustManager[] {new TrustingAnybody()};
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust, new SecureRandom());
      return new TlsToServer(mode, context);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS is not possible with this JVM: " + e.getMessage(), e);
    }
  }

  ServerTls mode() {
    return mode;
  }

  /** Returns the engine for a server. */
  SSLEngine engine(String host, int port) {
    SSLEngine engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    if (mode == ServerTls.VERIFY_FULL) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    }
    return withAlpn(engine);
  }

  static SSLEngine withAlpn(SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(ALPN);
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static TrustManager[] trusting(Path authorities)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (authorities == null) {
      factory.init((KeyStore) null);
    } else {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      List<X509Certificate> certificates = PemFile.read(authorities).certificates();
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("authority-" + i, certificates.get(i));
      }
      factory.init(store);
    }
    return factory.getTrustManagers();
  }

  /** The recorder looks on; it does not judge. An "extended" one is asked instead of the JDK. */
  private static final class TrustingAnybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
