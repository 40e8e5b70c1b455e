package dev.postgreswire.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that cannot be read say why. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnreadableTest {
  @TempDir private static Path certificates;
  private static Path rsa;

  @TempDir private Path folder;

  @BeforeAll
  static void makeCertificate() throws IOException {
    OpenSsl.assumeInstalled("openssl");
    rsa = OpenSsl.certificate(certificates.resolve("rsa.pem"), "-newkey", "rsa:2048");
  }

  @ParameterizedTest
  @CsvSource({"-tls1, TLSv1", "-tls1_1, TLSv1.1"})
  void namesAVersionThatIsTooOld(String option, String version) throws IOException {
    try (OpenSslPair pair =
        new OpenSslPair(folder, rsa, "-rev", option, "-cipher", "ALL:@SECLEVEL=0")) {
      pair.talk(pair.connect(option, "-cipher", "ALL:@SECLEVEL=0"), "hello");

      assertThat(pair.transcript(0).read(pair.keyLog()).undecryptable())
          .isEqualTo(version + " cannot be decrypted, only TLSv1.2 and TLSv1.3");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-tls1_2, AES128-CCM, TLS_RSA_WITH_AES_128_CCM, TLSv1.2",
    "-tls1_2, CAMELLIA128-SHA, TLS_RSA_WITH_CAMELLIA_128_CBC_SHA, TLSv1.2",
    "-tls1_2, ARIA256-GCM-SHA384, TLS_RSA_WITH_ARIA_256_GCM_SHA384, TLSv1.2",
    "-tls1_3, TLS_AES_128_CCM_SHA256, TLS_AES_128_CCM_SHA256, TLSv1.3"
  })
  void namesACipherSuiteThatIsNotSupported(
      String option, String openSslsName, String name, String version) throws IOException {
    String suites = option.equals("-tls1_3") ? "-ciphersuites" : "-cipher";
    try (OpenSslPair pair = new OpenSslPair(folder, rsa, "-rev", option, suites, openSslsName)) {
      pair.talk(pair.connect(suites, openSslsName), "hello");

      assertThat(pair.transcript(0).read(pair.keyLog()).undecryptable())
          .isEqualTo(
              "the cipher suite %s cannot be decrypted in %s: AES-GCM and ChaCha20-Poly1305 can, and"
                      .formatted(name, version)
                  + " AES-CBC in TLSv1.2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES128-GCM-SHA256", "AES128-SHA", "ECDHE-RSA-CHACHA20-POLY1305"})
  void saysThatASecretBelongsToAnotherSession(String suite) throws IOException {
    try (OpenSslPair pair = new OpenSslPair(folder, rsa, "-rev", "-tls1_2")) {
      pair.talk(pair.connect("-cipher", suite), "one");
      pair.talk(pair.connect("-cipher", suite), "two");
      KeyLog mixed = KeyLog.empty();
      mixed.secret(
          new TlsSecret(
              "CLIENT_RANDOM",
              pair.transcript(0).clientRandom(),
              masterSecret(pair.keyLog(), pair.transcript(1).clientRandom())));

      assertThat(pair.transcript(0).read(mixed).undecryptable())
          .isEqualTo(
              "authentication tag mismatch: the secret does not belong to this session"
                  + " (CLIENT_RANDOM)");
      assertThat(pair.transcript(1).read(mixed).waitsFor())
          .startsWith("the key log has one session, none with client random ");
    }
  }

  private static Bytes masterSecret(KeyLog keyLog, Bytes clientRandom) {
    return keyLog.secrets().stream()
        .filter(secret -> secret.clientRandom().equals(clientRandom))
        .findAny()
        .orElseThrow()
        .secret();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void saysAfterHowManyRecordsOneWasAltered(String version) throws IOException {
    try (OpenSslPair pair = new OpenSslPair(folder, rsa, "-rev", version)) {
      pair.talk(pair.connect(), "hello", "world");
      Transcript whole = pair.transcript(0);
      int last = whole.entries().size() - 3; // the server's answer, before both say good-bye
      byte[] altered = whole.entries().get(last).tlsRecord().toByteArray();
      altered[altered.length - 1] ^= 1;
      Transcript.Reading reading = whole.with(last, Bytes.wrap(altered)).read(pair.keyLog());

      assertThat(reading.server()).isEqualTo("olleh\n");
      assertThat(reading.undecryptable())
          .matches(
              "authentication tag mismatch: \\d records under \\w+ were read, the next one was"
                  + " altered or comes after one that is missing");
    }
  }

  @Test
  void saysThatASecretOfAnotherSizeDoesNotFit() {
    KeyLog keyLog = RecordedTls.SIMPLE.keyLogWithout("SERVER_HANDSHAKE_TRAFFIC_SECRET");
    keyLog.secret(
        new TlsSecret(
            "SERVER_HANDSHAKE_TRAFFIC_SECRET",
            RecordedTls.SIMPLE.transcript().clientRandom(),
            Bytes.of(new byte[48])));

    assertThat(RecordedTls.SIMPLE.transcript().read(keyLog).undecryptable())
        .isEqualTo(
            "the secret does not belong to this session: SERVER_HANDSHAKE_TRAFFIC_SECRET has 48"
                + " bytes, not 32");
  }
}
