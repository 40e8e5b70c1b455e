package dev.postgreswire.agent.tap;

import dev.postgreswire.testing.Await;
import dev.postgreswire.testing.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A TLS exchange between two sockets of this JVM, which has nothing to do with PostgreSQL. */
final class TlsEcho {
  private static final int LENGTH = 200_000;

  private TlsEcho() {}

  /** Sends bytes to and fro, with the certificate in a PKCS #12 file. */
  static void exchange(Path certificate) throws Exception {
    SSLContext context = context(certificate);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    byte[] sent = new byte[LENGTH];
    Arrays.fill(sent, (byte) 7);
    try (SSLServerSocket server =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 1, loopback)) {
      CompletableFuture<Void> echo = Await.inThread(() -> echo(server));
      try (Socket client =
          context.getSocketFactory().createSocket(loopback, server.getLocalPort())) {
        client.getOutputStream().write(sent);
        byte[] back = client.getInputStream().readNBytes(LENGTH);
        System.out.println("echoed " + Arrays.equals(sent, back));
      }
      echo.get();
    }
  }

  private static Void echo(SSLServerSocket server) throws IOException {
    try (Socket accepted = server.accept()) {
      accepted.getOutputStream().write(accepted.getInputStream().readNBytes(LENGTH));
      return null;
    }
  }

  private static SSLContext context(Path certificate) throws GeneralSecurityException, IOException {
    char[] password = TestCertificates.STORE_PASSWORD.toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificate)) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new TrustManager[] {new Trusting()}, null);
    return context;
  }

  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
