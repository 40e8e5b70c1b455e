package dev.postgreswire.loopback;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * The client's TLS ends at the recorder, which shows it a certificate of its own and records the
 * plaintext. To the server it begins TLS anew, if the server offers it; the server's certificate is
 * verified only where {@link ServerTls} says so. Clients without TLS are relayed as they are.
 */
public final class TlsTermination {
  private final TlsIdentity identity;
  private final TlsToServer server;
  private final SSLContext toClient;

  private TlsTermination(TlsIdentity identity, TlsToServer server, SSLContext toClient) {
    this.identity = identity;
    this.server = server;
    this.toClient = toClient;
  }

  /**
   * Returns one.
   *
   * @param identity what is shown to clients
   * @param authorities a PEM file of the certificates that are trusted where the server's is
   *     verified; null for those that this JVM trusts
   * @throws IOException when {@code authorities} cannot be read
   */
  public static TlsTermination of(TlsIdentity identity, ServerTls serverTls, Path authorities)
      throws IOException {
    try {
      SSLContext toClient = SSLContext.getInstance("TLS");
      toClient.init(identity.keyManagers(), null, new SecureRandom());
      return new TlsTermination(identity, TlsToServer.of(serverTls, authorities), toClient);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS is not possible with this JVM: " + e.getMessage(), e);
    }
  }

  TlsIdentity identity() {
    return identity;
  }

  TlsToServer server() {
    return server;
  }

  /** Returns the engine of a client's leg. */
  SSLEngine clientLeg() {
    SSLEngine engine = toClient.createSSLEngine();
    engine.setUseClientMode(false);
    return TlsToServer.withAlpn(engine);
  }
}
