package dev.postgreswire.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.tls.Transcript.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions between real peers: OpenSSL's client, which writes a key log, and OpenSSL's server. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenSslTest {
  private static final String ANY_CIPHER = "ALL:@SECLEVEL=0";

  @TempDir private static Path certificates;
  private static Path rsa;
  private static Path ecdsa;

  @TempDir private Path folder;

  @BeforeAll
  static void makeCertificates() throws IOException {
    OpenSsl.assumeInstalled("openssl");
    rsa = OpenSsl.certificate(certificates.resolve("rsa.pem"), "-newkey", "rsa:2048");
    ecdsa =
        OpenSsl.certificate(
            certificates.resolve("ecdsa.pem"),
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256");
  }

  /** All suites of TLS 1.2 that OpenSSL has, we read, and these certificates serve. */
  static Stream<String> suitesOfTls12() throws IOException {
    OpenSsl.assumeInstalled("openssl");
    return OpenSsl.run("ciphers", "-V", "-tls1_2", "-s", ANY_CIPHER)
        .lines()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> Suite.of(number(words[0]), false).isPresent())
        .map(words -> words[2])
        .filter(name -> !name.matches("(ADH|AECDH|DHE-DSS)-.*"));
  }

  /** Two bytes, spelt {@code 0xC0,0x2F}. */
  private static int number(String bytes) {
    return Integer.parseInt(bytes.replaceAll("0x|,", ""), 16);
  }

  @ParameterizedTest
  @MethodSource("suitesOfTls12")
  void readsEverySuiteOfTls12(String suite) throws IOException {
    try (OpenSslPair pair =
        new OpenSslPair(
            folder,
            suite.contains("ECDSA") ? ecdsa : rsa,
            "-rev",
            "-tls1_2",
            "-cipher",
            ANY_CIPHER)) {
      String shown =
          pair.talk(pair.connect("-cipher", suite + ":@SECLEVEL=0"), "one", "two", "six");

      assertThat(shown).contains("Protocol  : TLSv1.2", "Cipher is " + suite);
      assertRead(pair, 0, "one\ntwo\nsix\n", "eno\nowt\nxis\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES128-SHA", "AES256-SHA256", "ECDHE-RSA-AES256-SHA384"})
  void readsCbcThatIsAuthenticatedBeforeItIsEncrypted(String suite) throws IOException {
    try (OpenSslPair pair =
        new OpenSslPair(folder, rsa, "-rev", "-tls1_2", "-no_etm", "-cipher", ANY_CIPHER)) {
      String text = "x".repeat(1000);
      pair.talk(pair.connect("-cipher", suite), "a", "ab", text);

      assertThat(pair.transcript(0).read(pair.keyLog()).client()).hasSize(2 + 3 + 1001);
      assertRead(pair, 0, "a\nab\n" + text + "\n", "a\nba\n" + text + "\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256"
      })
  void readsEverySuiteOfTls13AndChangesOfItsKeys(String suite) throws IOException {
    try (OpenSslPair pair = new OpenSslPair(folder, rsa, "-rev", "-tls1_3");
        OpenSsl client = pair.connect("-ciphersuites", suite)) {
      client.say("before");
      client.await("erofeb");
      for (String command : new String[] {"k", "K", "K"}) { // K asks the server for new keys too
        client.say(command);
        client.await("KEYUPDATE");
        client.say("after " + command);
        client.await(command + " retfa");
      }
      assertThat(pair.talk(client, "end")).contains("New, TLSv1.3, Cipher is " + suite);

      assertRead(
          pair,
          0,
          "before\nafter k\nafter K\nafter K\nend\n",
          "erofeb\nk retfa\nK retfa\nK retfa\ndne\n");
    }
  }

  private static void assertRead(OpenSslPair pair, int connection, String client, String server)
      throws IOException {
    Reading reading = pair.transcript(connection).read(pair.keyLog());
    assertThat(reading.stopped()).isEmpty();
    assertThat(reading.client()).isEqualTo(client);
    assertThat(reading.server()).isEqualTo(server);
  }
}
