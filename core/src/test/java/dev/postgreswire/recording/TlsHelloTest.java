package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.NegotiationAnswer;
import dev.postgreswire.message.SSLRequest;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a TLS session shows from outside. */
class TlsHelloTest {
  /** TLS 1.2 with ECDHE-RSA-AES256-GCM-SHA384 and ALPN: record, handshake, ServerHello. */
  private static final String SERVER_HELLO_1_2 =
      "16 0303 003d 02 000039 0303"
          + "00".repeat(32)
          + "00 c030 00 0011"
          + "0010 000d 000b 0a 706f737467726573716c";

  /** TLS 1.3 with AES-128-GCM: the version is in an extension. */
  static final String SERVER_HELLO_1_3 =
      "16 0303 0032 02 00002e 0303" + "00".repeat(32) + "00 1301 00 0006 002b 0002 0304";

  @Test
  void readsTheClientsHelloOfTheJdk() throws Exception {
    TlsSession tls = direct(clientHello(), SERVER_HELLO_1_3);

    assertThat(tls.serverName()).contains("db.example.org");
    assertThat(tls.offeredAlpn()).containsExactly("postgresql");
    assertThat(tls.direct()).isTrue();
    assertThat(tls.version()).contains("TLSv1.3");
    assertThat(tls.cipherSuite()).contains("TLS_AES_128_GCM_SHA256");
    assertThat(tls.alpn()).isEmpty();
  }

  @Test
  void readsTheChoiceOfTls12() throws Exception {
    TlsSession tls = direct(clientHello(), SERVER_HELLO_1_2);

    assertThat(tls.version()).contains("TLSv1.2");
    assertThat(tls.cipherSuite()).contains("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
    assertThat(tls.alpn()).contains("postgresql");
  }

  @ParameterizedTest
  @CsvSource({
    "0300, SSLv3, 000a, TLS_RSA_WITH_3DES_EDE_CBC_SHA",
    "0301, TLSv1, c013, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "0302, TLSv1.1, c014, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    "0305, 0x0305, fefe, 0xfefe",
  })
  void readsWhatOlderAndUnknownOnesSay(
      String version, String versionName, String suite, String suiteName) throws Exception {
    TlsSession tls = direct(clientHello(), serverHello(version, suite));

    assertThat(tls.version()).contains(versionName);
    assertThat(tls.cipherSuite()).contains(suiteName);
    assertThat(tls.alpn()).isEmpty();
  }

  /** Its versions are a list: no choice, though as long as one where it is of one. */
  @Test
  void aClientChoosesNoVersion() {
    String extensions = "0007 002b 0003 02 0304";
    TlsHello hello =
        TlsHello.read(
            TlsHello.CLIENT_HELLO,
            Bytes.ofHex("0303" + "ab".repeat(32) + "01 ff 0004 1301 1302 01 00" + extensions));

    assertThat(hello.version()).isEmpty();
    assertThat(hello.cipherSuite()).isEmpty();
    assertThat(hello.random()).isEqualTo(Bytes.ofHex("ab".repeat(32)));
    assertThat(hello.suites()).containsExactly(0x1301, 0x1302);
    assertThat(hello.extensions()).containsExactly(43);
    assertThat(hello.serverName()).isEmpty();
  }

  @Test
  void aServersHelloHasItsCompression() {
    String body = "0303" + "cd".repeat(32) + "02 abab c030 ff";
    TlsHello hello = TlsHello.read(TlsHello.SERVER_HELLO, Bytes.ofHex(body));

    assertThat(hello.compression()).isEqualTo(0xff);
    assertThat(hello.random()).isEqualTo(Bytes.ofHex("cd".repeat(32)));
    assertThat(hello.version()).contains("TLSv1.2");
    assertThat(hello.protocols()).isEmpty();
  }

  /** What TLS 1.3 encrypts of the server's hello. */
  @Test
  void theChosenProtocolMayComeLater() {
    Bytes body = Bytes.ofHex("000f 0010 000b 0009 08 706f737467726573");

    assertThat(TlsHello.read(TlsHello.ENCRYPTED_EXTENSIONS, body).protocols())
        .containsExactly("postgres");
    assertThat(TlsHello.read(20, body)).as("Finished").isEqualTo(TlsHello.NONE);
  }

  /** The answer to a server_name is an empty one (RFC 6066, section 3). */
  @Test
  void aServerThatKnowsTheNameDoesNotRepeatIt() {
    Bytes body = Bytes.ofHex("0004 0000 0000");
    TlsHello hello = TlsHello.read(TlsHello.ENCRYPTED_EXTENSIONS, body);

    assertThat(hello.extensions()).containsExactly(0);
    assertThat(hello.serverName()).isEmpty();
  }

  @Test
  void aHelloMayComeInSeveralRecords() throws Exception {
    String whole = SERVER_HELLO_1_2.replace(" ", "");
    String hello = whole.substring(10);
    for (int cut : List.of(2, 8, 12, hello.length() - 2)) {
      TlsSession tls =
          direct(clientHello(), record(hello.substring(0, cut)) + record(hello.substring(cut)));

      assertThat(tls.version()).contains("TLSv1.2");
      assertThat(tls.alpn()).contains("postgresql");
    }
  }

  /** A hello of which the end is missing tells nothing yet, and the session goes on. */
  @Test
  void aHelloThatNeverEndsSaysNothing() throws Exception {
    String hello = SERVER_HELLO_1_2.replace(" ", "").substring(10);
    TlsSession tls = direct(clientHello(), record(hello.substring(0, hello.length() - 2)));

    assertThat(tls.version()).isEmpty();
    assertThat(tls.serverName()).contains("db.example.org");
  }

  @Test
  void goesOnBeyondAHelloThatMakesNoSense() {
    TlsSession tls = direct("16 0301 0006 01 000002 ffff", "15 0303 0002 0228");

    assertThat(tls.version()).isEmpty();
    assertThat(tls.serverName()).isEmpty();
    assertThat(tls.frontendBytes()).isEqualTo(11);
    assertThat(tls.backendBytes()).isEqualTo(7);
  }

  @Test
  void aWindowCanBeginWithinTheSession() throws Exception {
    Recording recording =
        WireScript.script()
            .client(new SSLRequest())
            .server(new NegotiationAnswer('S'))
            .clientHex(clientHello())
            .serverHex(SERVER_HELLO_1_3)
            .clientHex("17 0303 0003 010203")
            .serverHex("17 0303 0003 010203")
            .clientHex("17 0303 0003 010203")
            .closed(Ending.CLOSED_BY_CLIENT)
            .play();

    assertThat(Checkpoints.check(recording)).isEqualTo(5);
    RecordedConnection connection = recording.connections().get(0);
    assertThat(connection.exchanges())
        .extracting(Exchange::kind)
        .containsExactly(Exchange.Kind.STARTUP, Exchange.Kind.ENCRYPTED);
    assertThat(connection.handshake()).hasSize(4);
  }

  private static TlsSession direct(String client, String server) {
    return WireScript.script().clientHex(client).serverHex(server).connection().tls().orElseThrow();
  }

  private static String serverHello(String version, String suite) {
    return record("02 000026" + version + "00".repeat(32) + "00" + suite + "00");
  }

  /** A record of the handshake. */
  private static String record(String hex) {
    return "160303%04x".formatted(Bytes.ofHex(hex).length()) + hex;
  }

  static String clientHello() throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine("db.example.org", 5432);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"postgresql"});
    engine.setSSLParameters(parameters);
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    hello.flip();
    return Bytes.copyOf(hello).toHex();
  }
}
