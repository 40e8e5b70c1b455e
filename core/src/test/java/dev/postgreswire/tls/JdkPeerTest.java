package dev.postgreswire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.tls.Transcript.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JDK's TLS at one end; it writes no key log, but OpenSSL at the other end does. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JdkPeerTest {
  private static final char[] PASSWORD = "secret".toCharArray();

  @TempDir private static Path certificates;
  private static Path rsa;

  @TempDir private Path folder;

  @BeforeAll
  static void makeCertificate() throws IOException {
    OpenSsl.assumeInstalled("openssl");
    rsa = OpenSsl.certificate(certificates.resolve("rsa.pem"), "-newkey", "rsa:2048");
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.3, TLS_AES_128_GCM_SHA256",
    "TLSv1.3, TLS_AES_256_GCM_SHA384",
    "TLSv1.3, TLS_CHACHA20_POLY1305_SHA256",
    "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLSv1.2, TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
    "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"
  })
  void readsAJdkClientAndItsResumedSession(String version, String suite) throws Exception {
    String keys = folder.resolve("keys.log").toString();
    try (OpenSslPair pair = new OpenSslPair(folder, rsa, "-rev", "-keylogfile", keys)) {
      SSLContext client = trusting();
      assertThat(ask(client, pair.port(), version, suite, "one")).isEqualTo("eno");
      assertThat(ask(client, pair.port(), version, suite, "two")).isEqualTo("owt");

      assertRead(pair.transcript(0).read(pair.keyLog()), "one\n", "eno\n");
      assertRead(pair.transcript(1).read(pair.keyLog()), "two\n", "owt\n");
      // The second time the server shows no certificate.
      assertThat(size(pair.transcript(1))).isLessThan(size(pair.transcript(0)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.3, -ciphersuites, TLS_CHACHA20_POLY1305_SHA256",
    "TLSv1.2, -cipher, ECDHE-RSA-AES128-GCM-SHA256",
    "TLSv1.2, -cipher, ECDHE-RSA-AES256-SHA384"
  })
  void readsAJdkServerThatSaysMuch(String version, String option, String suite) throws Exception {
    String answer = "y".repeat(100_000) + " end\n";
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (SSLServerSocket server = listen(version);
        WireRecorder recorder = WireRecorder.open("127.0.0.1", server.getLocalPort())) {
      Future<String> asked = executor.submit(answering(server, answer));
      Path keys = folder.resolve("keys.log");
      try (OpenSsl client =
          OpenSsl.connect(recorder.port(), option, suite, "-keylogfile", keys.toString())) {
        client.say("say much");
        client.await("y end\n");
        client.say("Q");
        client.rest();
      }
      assertThat(asked.get()).isEqualTo("say much");

      RecordedConnection connection = recorder.recording().connections().get(0);
      assertRead(Transcript.of(connection).read(KeyLog.read(keys)), "say much\n", answer);
    } finally {
      executor.shutdown();
    }
  }

  private static Callable<String> answering(SSLServerSocket server, String answer) {
    return () -> {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        String line = in.readLine();
        socket.getOutputStream().write(answer.getBytes(US_ASCII));
        assertThat(in.readLine()).isNull();
        return line;
      }
    };
  }

  private static String ask(
      SSLContext context, int port, String version, String suite, String question)
      throws IOException {
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setEnabledProtocols(new String[] {version});
      socket.setEnabledCipherSuites(new String[] {suite});
      socket.getOutputStream().write((question + "\n").getBytes(US_ASCII));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
          .readLine();
    }
  }

  private static SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(Path.of(rsa + ".crt"))) {
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static SSLServerSocket listen(String version)
      throws GeneralSecurityException, IOException {
    Path file = certificates.resolve("rsa.p12");
    OpenSsl.run(
        "pkcs12",
        "-export",
        "-in",
        rsa.toString(),
        "-inkey",
        rsa.toString(),
        "-passout",
        "pass:secret",
        "-out",
        file.toString());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(file.toFile(), PASSWORD), PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    socket.setEnabledProtocols(new String[] {version});
    return socket;
  }

  private static int size(Transcript transcript) {
    return transcript.entries().stream().mapToInt(entry -> entry.tlsRecord().length()).sum();
  }

  private static void assertRead(Reading reading, String client, String server) {
    assertThat(reading.stopped()).isEmpty();
    assertThat(reading.client()).isEqualTo(client);
    assertThat(reading.server()).isEqualTo(server);
  }
}
