package dev.postgreswire.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.tls.Transcript.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which OpenSSL's client and server can come to an agreement. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenSslHandshakeTest {
  private static final String EARLY = "CLIENT_EARLY_TRAFFIC_SECRET";

  @TempDir private static Path certificates;
  private static Path rsa;

  @TempDir private Path folder;

  @BeforeAll
  static void makeCertificate() throws IOException {
    OpenSsl.assumeInstalled("openssl");
    rsa = OpenSsl.certificate(certificates.resolve("rsa.pem"), "-newkey", "rsa:2048");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_3", "-tls1_2", "-tls1_2 -no_ticket"})
  void readsAResumedSession(String options) throws IOException {
    String[] version = options.split(" ", -1);
    String session = folder.resolve("session").toString();
    try (OpenSslPair pair = pair("-rev")) {
      pair.talk(pair.connect(with(version, "-sess_out", session)), "first");
      String shown = pair.talk(pair.connect(with(version, "-sess_in", session)), "second");

      assertThat(shown).contains("Reused, TLSv1." + version[0].charAt(6));
      assertRead(pair.transcript(0).read(pair.keyLog()), "first\n", "tsrif\n");
      assertRead(pair.transcript(1).read(pair.keyLog()), "second\n", "dnoces\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_3", "-tls1_2"})
  void readsASessionWithAClientsCertificate(String version) throws IOException {
    try (OpenSslPair pair = pair("-rev", "-Verify", "1", version)) {
      pair.talk(pair.connect("-cert", rsa.toString(), "-key", rsa.toString()), "it's me");

      assertRead(pair.transcript(0).read(pair.keyLog()), "it's me\n", "em s'ti\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_3", "-tls1_2"})
  void learnsTheProtocolThatTheServerChose(String version) throws IOException {
    try (OpenSslPair pair = pair("-rev", "-alpn", "postgresql", version)) {
      pair.talk(pair.connect("-alpn", "h2,postgresql"), "hello");
      pair.talk(pair.connect(), "hello");

      assertThat(pair.transcript(0).read(pair.keyLog()).alpn()).contains("postgresql");
      assertThat(pair.transcript(1).read(pair.keyLog()).alpn()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_3", "-tls1_2"})
  void readsHandshakeMessagesThatAreSplitOverRecords(String version) throws IOException {
    String text = "0123456789".repeat(300);
    String reversed = "9876543210".repeat(300);
    try (OpenSslPair pair = pair("-rev", "-max_send_frag", "512", "-Verify", "1", version);
        OpenSsl client =
            pair.connect(
                "-max_send_frag",
                "512",
                "-split_send_frag",
                "512",
                "-maxfraglen",
                "512",
                "-cert",
                rsa.toString(),
                "-key",
                rsa.toString())) {
      pair.talk(client, text);

      Transcript transcript = pair.transcript(0);
      assertThat(transcript.entries()).hasSizeGreaterThan(20);
      assertRead(transcript.read(pair.keyLog()), text + "\n", reversed + "\n");
    }
  }

  @Test
  void readsASessionWithAHelloRetryRequest() throws IOException {
    try (OpenSslPair pair = pair("-rev", "-groups", "P-384", "-tls1_3")) {
      pair.talk(pair.connect("-groups", "X25519:P-384"), "again");

      assertThat(pair.transcript(0).entries().get(1).tlsRecord().toHex())
          .contains("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");
      assertRead(pair.transcript(0).read(pair.keyLog()), "again\n", "niaga\n");
    }
  }

  @Test
  void readsASessionThatNegotiatesAnew() throws IOException {
    try (OpenSslPair pair = pair("-tls1_2", "-client_renegotiation");
        OpenSsl client = pair.connect("-cipher", "ECDHE-RSA-AES128-SHA256")) {
      exchange(pair, client, "under the first keys");
      client.say("R");
      client.await("RENEGOTIATING");
      exchange(pair, client, "under others");

      String said = "under the first keys\nunder others\n";
      assertThat(pair.keyLog().secrets())
          .extracting(TlsSecret::label)
          .containsExactly("CLIENT_RANDOM", "CLIENT_RANDOM");
      assertRead(pair.transcript(0).read(pair.keyLog()), said, said);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"})
  void readsEarlyDataThatTheServerTook(String suite) throws IOException {
    Path session = folder.resolve("session");
    try (OpenSslPair pair = pair("-early_data", "-ciphersuites", suite)) {
      keepSession(pair, session);
      try (OpenSsl client = sayEarly(pair, session, "very early\n")) {
        pair.server().await("very early");
        exchange(pair, client, "later");
        Transcript transcript = pair.transcript(1);

        assertRead(transcript.read(pair.keyLog()), "very early\nlater\n", "later\n");
        assertThat(transcript.read(without(EARLY, pair.keyLog())).undecryptable())
            .contains("0-RTT data", "its secret is not known", "no " + EARLY);
      }
    }
  }

  @Test
  void readsWhatFollowsEarlyDataThatTheServerRefused() throws IOException {
    Path session = folder.resolve("session");
    try (OpenSslPair before = pair("-early_data")) {
      keepSession(before, session);
    }
    // A server that was started anew knows no session.
    try (OpenSslPair pair = pair("-early_data");
        OpenSsl client = sayEarly(pair, session, "very early\n")) {
      exchange(pair, client, "later");
      Transcript transcript = pair.transcript(0);

      assertRead(transcript.read(without(EARLY, pair.keyLog())), "later\n", "later\n");
      assertThat(transcript.read(pair.keyLog()).undecryptable())
          .isEqualTo("the server refused 0-RTT data of 11 bytes that had been taken as said");
    }
  }

  @Test
  void readsWhatFollowsEarlyDataThatCameBeforeAHelloRetryRequest() throws IOException {
    Path session = folder.resolve("session");
    try (OpenSslPair pair = pair("-early_data", "-groups", "P-384")) {
      keepSession(pair, session);
      try (OpenSsl client = sayEarly(pair, session, "very early\n", "-groups", "X25519:P-384")) {
        exchange(pair, client, "later");
        Transcript transcript = pair.transcript(1);

        assertRead(transcript.read(without(EARLY, pair.keyLog())), "later\n", "later\n");
        assertThat(transcript.read(pair.keyLog()).undecryptable())
            .isEqualTo("the server refused 0-RTT data of 11 bytes that had been taken as said");
      }
    }
  }

  private OpenSslPair pair(String... arguments) throws IOException {
    return new OpenSslPair(folder, rsa, arguments);
  }

  /** Lets the client say a line to a server that answers nothing by itself, and answers. */
  private static void exchange(OpenSslPair pair, OpenSsl client, String line) throws IOException {
    client.say(line);
    pair.server().await(line + "\n");
    pair.server().say(line);
    client.await(line + "\n");
  }

  private static void keepSession(OpenSslPair pair, Path session) throws IOException {
    try (OpenSsl client = pair.connect("-sess_out", session.toString())) {
      exchange(pair, client, "hello");
      client.say("Q"); // a server forgets a session that does not end well
      client.rest();
    }
  }

  private OpenSsl sayEarly(OpenSslPair pair, Path session, String text, String... more)
      throws IOException {
    Path file = Files.writeString(folder.resolve("early"), text);
    String[] options = {"-sess_in", session.toString(), "-early_data", file.toString()};
    return pair.connect(with(options, more));
  }

  private static KeyLog without(String label, KeyLog all) {
    KeyLog keyLog = KeyLog.empty();
    for (TlsSecret secret : all.secrets()) {
      if (!secret.label().equals(label)) {
        keyLog.secret(secret);
      }
    }
    return keyLog;
  }

  private static String[] with(String[] some, String... more) {
    String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private static void assertRead(Reading reading, String client, String server) {
    assertThat(reading.stopped()).isEmpty();
    assertThat(reading.client()).isEqualTo(client);
    assertThat(reading.server()).isEqualTo(server);
  }
}
