package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.NegotiationAnswer;
import dev.postgreswire.message.SSLRequest;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

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
