package dev.postgreswire.agent.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.TestCertificates;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients in processes with the hooks: on this JDK and on others there are. */
class SecretFeatureTest {
  private static final Path JVMS = Path.of("/usr/lib/jvm");

  @TempDir Path folder;

  private final TestServer server = TestServer.v(18);

  static Stream<Path> javas() throws IOException {
    Path ours = Path.of(System.getProperty("java.home"), "bin", "java").toRealPath();
    List<Path> all = new ArrayList<>(List.of(ours));
    // Where the whole build runs on each of them, once on all the others is enough.
    if (Files.isDirectory(JVMS) && !Boolean.getBoolean("only.this.jdk")) {
      try (Stream<Path> others = Files.list(JVMS)) {
        others
            .filter(home -> home.getFileName().toString().matches(".*(17|21|25).*"))
            .map(home -> home.resolve("bin/java"))
            .filter(Files::isExecutable)
            .forEach(java -> addOnce(all, java));
      }
    }
    return all.stream();
  }

  private static void addOnce(List<Path> all, Path java) {
    try {
      if (!all.contains(java.toRealPath())) {
        all.add(java.toRealPath());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("javas")
  void decryptsTls13WithChannelBindingAndVerification(Path java) throws Exception {
    assertThat(talk(java, 3))
        .contains(
            "version TLSv1.3\n",
            "decrypted true\n",
            "method SCRAM_SHA_256_PLUS\n",
            "statement [3] 3\n",
            "ending TERMINATED []\n")
        .endsWith("secrets 4\nleft 0\n");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void decryptsTls12(Path java) throws Exception {
    assertThat(talk(java, 3, "-Djdk.tls.client.protocols=TLSv1.2"))
        .contains("version TLSv1.2\n", "decrypted true\n", "statement [3] 3\n")
        .endsWith("secrets 1\nleft 0\n");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void decryptsAcrossKeyUpdates(Path java) throws Exception {
    String limits =
        "TLS_AES_256_GCM_SHA384 KeyUpdate 2^16, TLS_AES_128_GCM_SHA256 KeyUpdate 2^16,"
            + " TLS_CHACHA20_POLY1305_SHA256 KeyUpdate 2^16";
    assertThat(talk(java, 3000, "-Dkey.limits=" + limits))
        .contains("decrypted true\n", "statement [3000] 3000\n", "ending TERMINATED []\n")
        .endsWith("secrets 4\nleft 0\n");
  }

  /** Another TLS session than the driver's own: the one of what lies in between. */
  @ParameterizedTest
  @MethodSource("javas")
  void decryptsWhatAnEngineEncrypts(Path java) throws Exception {
    TestCertificates certificates = TestServer.certificates();
    String certificate = "-Dcertificate=" + certificates.server();
    assertThat(talk(java, 3, "-Dclient=engine", certificate, "-Dkey=" + certificates.serverKey()))
        .contains(
            "decrypted true\n",
            "method SCRAM_SHA_256_PLUS\n",
            "statement [3] 3\n",
            "ending TERMINATED []\n")
        .endsWith("secrets 4\nleft 0\n");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void decryptsWhatBoringSslEncrypts(Path java) throws Exception {
    assertThat(talk(java, 0, "-Dclient=netty"))
        .contains(
            "version TLSv1.3\n", "decrypted true\n", "statement [] 2\n", "ending TERMINATED []\n");
  }

  private String talk(Path java, int rows, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(List.of(options));
    command.add("-javaagent:" + SecretsAgent.writeJar(folder));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TlsConversation.class.getName(), "" + server.port()));
    command.addAll(List.of(parameters(), "" + rows));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private String parameters() {
    return "user=%s&password=%s&sslmode=verify-full&sslrootcert=%s&channelBinding=require"
        .formatted(
            TestRole.SCRAM.userName(),
            TestRole.SCRAM.password().orElseThrow(),
            TestServer.certificates().authority());
  }
}
