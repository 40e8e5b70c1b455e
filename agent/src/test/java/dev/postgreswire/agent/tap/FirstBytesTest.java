package dev.postgreswire.agent.tap;

import static dev.postgreswire.agent.tap.FirstBytes.Verdict.OTHER;
import static dev.postgreswire.agent.tap.FirstBytes.Verdict.POSTGRES;
import static dev.postgreswire.agent.tap.FirstBytes.Verdict.UNDECIDED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.agent.tap.FirstBytes.Verdict;
import dev.postgreswire.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstBytesTest {
  @ParameterizedTest
  @CsvSource({
    "SSLRequest, 00000008 04D2162F",
    "GSSENCRequest, 00000008 04D21630",
    "CancelRequest, 00000010 04D2162E 00000001 00000002",
    "CancelRequest of protocol 3.2, 0000002C 04D2162E 00000001",
    "StartupMessage 3.0, 00000009 00030000 00",
    "StartupMessage 3.2, 00000021 00030002 75736572",
    "StartupMessage of a protocol to come, 00000021 0003270F 75",
    "StartupPacket 2.0, 00000128 00020000 00"
  })
  void knowsAClientOfPostgres(String name, String hex) {
    assertThat(judge(hex)).as(name).isEqualTo(POSTGRES);
    assertThat(judge(hex.substring(0, 17))).as("its first 8 bytes").isEqualTo(POSTGRES);
    assertThat(judge(hex.substring(0, 15))).as("its first 7 bytes").isEqualTo(UNDECIDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000009 04D2162F 00", // an SSLRequest that is too long
        "0000000C 04D2162E 00000001", // a CancelRequest without a key
        "00000007 00030000", // shorter than itself
        "00002715 00030000", // longer than the server takes
        "00000010 00040000",
        "00000010 00020000",
        "0001",
        "05"
      })
  void passesWhatIsNoStartupPacket(String hex) {
    assertThat(judge(hex)).isEqualTo(OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET / HTTP/1.1\r\n", "PRI * HTTP/2.0\r\n", "Q\0\0\0\15", "SSH-2.0-x", "\5\1\0"})
  void passesOtherProtocols(String text) {
    assertThat(FirstBytes.judge(Bytes.of(text, ISO_8859_1))).isEqualTo(OTHER);
  }

  @Test
  void saysNothingOfNothing() {
    assertThat(FirstBytes.judge(Bytes.EMPTY)).isEqualTo(UNDECIDED);
  }

  @Test
  void knowsDirectTlsByItsProtocolName() throws Exception {
    Bytes hello = clientHello("postgresql");

    assertThat(FirstBytes.judge(hello)).isEqualTo(POSTGRES);
    for (int length = 1; length < hello.length(); length++) {
      assertThat(FirstBytes.judge(hello.slice(0, length)))
          .as("%d bytes", length)
          .isEqualTo(UNDECIDED);
    }
  }

  @Test
  void knowsDirectTlsInSeveralRecords() throws Exception {
    byte[] hello = clientHello("postgresql").toByteArray();
    Bytes body = Bytes.wrap(hello, 5, hello.length - 5);
    Bytes cut = record(body.slice(0, 10)).plus(record(body.from(10)));

    assertThat(FirstBytes.judge(cut)).isEqualTo(POSTGRES);
  }

  @Test
  void passesTlsForOthers() throws Exception {
    assertThat(FirstBytes.judge(clientHello("h2", "http/1.1"))).isEqualTo(OTHER);
    assertThat(FirstBytes.judge(clientHello())).isEqualTo(OTHER);
  }

  private static Verdict judge(String hex) {
    return FirstBytes.judge(Bytes.ofHex(hex.replace(" ", "")));
  }

  private static Bytes record(Bytes content) {
    int length = content.length();
    return Bytes.of((byte) 22, (byte) 3, (byte) 1, (byte) (length >> 8), (byte) length)
        .plus(content);
  }

  private static Bytes clientHello(String... protocols) throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine("db.example.com", 5432);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    engine.setSSLParameters(parameters);
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), out);
    return Bytes.of(Arrays.copyOf(out.array(), out.position()));
  }
}
