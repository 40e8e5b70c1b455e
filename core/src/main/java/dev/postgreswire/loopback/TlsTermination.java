package dev.postgreswire.loopback;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The client's TLS ends at the recorder, which shows it a certificate of its own and records the
 * plaintext. To the server it begins TLS anew, if the server offers it; the server's certificate is
 * verified only by {@link ServerTls#VERIFY_FULL}. Clients without TLS are relayed as they are.
 */
public final class TlsTermination {
  /** The protocol's name in TLS (ALPN), which PostgreSQL 17 demands where TLS begins directly. */
  private static final String[] ALPN = {"postgresql"};

  /** Whether the recorder uses TLS to the server. */
  public enum ServerTls {
    /** If the server offers it; whoever the server is. */
    PREFER,
    /** Never. */
    DISABLE,
    /** Only with a server whose certificate is trusted and names the host that was connected to. */
    VERIFY_FULL
  }

  private final TlsIdentity identity;
  private final ServerTls serverTls;
  private final SSLContext toClient;
  private final SSLContext toServer;

  private TlsTermination(
      TlsIdentity identity, ServerTls serverTls, SSLContext toClient, SSLContext toServer) {
    this.identity = identity;
    this.serverTls = serverTls;
    this.toClient = toClient;
    this.toServer = toServer;
  }

  /**
   * Returns one.
   *
   * @param identity what is shown to clients
   * @param authorities a PEM file of the certificates that {@link ServerTls#VERIFY_FULL} trusts;
   *     null for those that this JVM trusts
   * @throws IOException when {@code authorities} cannot be read
   */
  public static TlsTermination of(TlsIdentity identity, ServerTls serverTls, Path authorities)
      throws IOException {
    try {
      TrustManager[] trust =
          serverTls == ServerTls.VERIFY_FULL
              ? trusting(authorities)
              : new TrustManager[] {new TrustingAnybody()};
      return new TlsTermination(
          identity, serverTls, context(identity.keyManagers(), null), context(null, trust));
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS is not possible with this JVM: " + e.getMessage(), e);
    }
  }

  TlsIdentity identity() {
    return identity;
  }

  ServerTls serverTls() {
    return serverTls;
  }

  /** Returns the engine of a client's leg. */
  SSLEngine clientLeg() {
    SSLEngine engine = toClient.createSSLEngine();
    engine.setUseClientMode(false);
    return withAlpn(engine);
  }

  /** Returns the engine of a server's leg. */
  SSLEngine serverLeg(String host, int port) {
    SSLEngine engine = toServer.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    if (serverTls == ServerTls.VERIFY_FULL) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    }
    return withAlpn(engine);
  }

  private static SSLEngine withAlpn(SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(ALPN);
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, new SecureRandom());
    return context;
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
