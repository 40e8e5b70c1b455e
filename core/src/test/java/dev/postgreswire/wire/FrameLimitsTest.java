package dev.postgreswire.wire;

import static dev.postgreswire.wire.Direction.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shortest and the longest of everything, and what is one byte off. */
class FrameLimitsTest {
  private static final String SSL_REQUEST = "00000008 04d2162f";
  private static final String GSSENC_REQUEST = "00000008 04d21630";
  private static final String STARTUP = "00000012 00030000 7573657200626f6200 00";
  private static final String AUTHENTICATION_OK = "52 00000008 00000000";

  @ParameterizedTest
  @CsvSource({
    "H, 4, 4",
    "S, 4, 4",
    "X, 4, 4",
    "Q, 5, 16777215",
    "C, 6, 10000",
    "D, 6, 10000",
    "P, 8, 16777215",
    "E, 9, 10000",
    "B, 12, 16777215",
    "F, 14, 16777215"
  })
  void aRequestIsKnownByTypeAndLength(char type, int shortest, int longest) {
    assertThat(isTrusted("49", type, shortest)).isTrue();
    assertThat(isTrusted("49", type, longest)).isTrue();
    assertThat(isTrusted("49", type, shortest - 1)).isFalse();
    assertThat(isTrusted("49", type, longest + 1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"49, true", "54, true", "45, true", "46, false", "00, false"})
  void aServerIsReadyInAnyStateOfItsTransaction(String status, boolean ready) {
    assertThat(isTrusted(status, 'S', 4)).isEqualTo(ready);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5b 00000005 49", "5a 00000006 49", "5a 01000005 49"})
  void whatIsNotQuiteReadyForQueryIsNone(String hex) {
    List<Frame> frames = Conversation.midStream().server(hex).client("53 00000004").frames();

    assertThat(frames).allMatch(frame -> frame.kind() == FrameKind.UNFRAMED);
  }

  /** Such as a client that waits for the answer to its Sync. */
  @Test
  void aRequestThatIsNothingButAHeaderIsAMessage() {
    List<Frame> frames =
        Conversation.midStream().server("5a 00000005 49").client("53 00000004").frames();

    assertThat(frames.get(2).kind()).isEqualTo(FrameKind.MESSAGE);
    assertThat(frames.get(2).bytes()).isEqualTo(Bytes.ofHex("53 00000004"));
    assertThat(frames.get(2).fault()).isEmpty();
  }

  private static boolean isTrusted(String status, char type, int length) {
    String header = String.format("%02x%08x", (int) type, length);
    List<Frame> frames =
        Conversation.midStream().server("5a 00000005" + status).client(header).frames();
    return frames.stream().anyMatch(frame -> frame.kind() == FrameKind.MESSAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "15 0303 0001, true",
    "17 0303 4100, true",
    "17 0303 4101, false",
    "17 0303 0000, false",
    "16 0303 0001, false",
    "17 0301 0001, false"
  })
  void aTlsSessionIsKnownByAHeader(String header, boolean known) {
    List<Frame> frames = Conversation.midStream().client("00").server(header).frames();

    assertThat(frames.stream().anyMatch(frame -> frame.kind() == FrameKind.TLS_RECORD))
        .isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    "14 0303 0001, TLS_RECORD",
    "18 0301 0001, TLS_RECORD",
    "17 0303 4800, TLS_RECORD",
    "17 0303 4801, UNFRAMED",
    "17 0203 0001, UNFRAMED",
    "13 0303 0001, UNFRAMED",
    "19 0303 0001, UNFRAMED"
  })
  void recordsAreThoseOfTls(String header, FrameKind kind) {
    Conversation conversation =
        new Conversation().client(SSL_REQUEST).server("53").client(header + "00");

    assertThat(conversation.frames().get(2).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"00000000, GSS_PACKET", "00010000, GSS_PACKET"})
  void packetsOfGssHaveALength(String length, FrameKind kind) {
    Conversation conversation =
        new Conversation().client(GSSENC_REQUEST).server("47").client(length);

    assertThat(conversation.frames().get(2).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"00010001, 65537", "ffffffff, 4294967295"})
  void packetsOfGssHaveALimit(String length, String number) {
    Conversation conversation =
        new Conversation().client(GSSENC_REQUEST).server("47").client(length);

    assertThat(conversation.frames().get(2).fault())
        .startsWith("a GSSAPI packet has at most 65536 bytes, not " + number);
  }

  @Test
  void anAnswerToGssIsNotOneToSsl() {
    List<Frame> frames = new Conversation().client(GSSENC_REQUEST).server("53").frames();

    assertThat(frames.get(1).fault()).startsWith("0x53 is no answer to GSSENCRequest");
  }

  /** Before authentication, a text of four letters is no length of an error. */
  @ParameterizedTest
  @CsvSource({
    "45 00000007, LEGACY_ERROR",
    "45 00000008, MESSAGE",
    "45 00007530, MESSAGE",
    "45 00007531, LEGACY_ERROR"
  })
  void anErrorBeforeAuthenticationMayBeOld(String header, FrameKind kind) {
    List<Frame> frames = new Conversation().client(STARTUP).server(header).frames();

    assertThat(frames.get(1).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"45 00000004", "45 00007531"})
  void anErrorAfterAuthenticationIsNone(String header) {
    List<Frame> frames =
        new Conversation().client(STARTUP).server(AUTHENTICATION_OK + header).frames();

    assertThat(frames.get(2).kind()).isEqualTo(FrameKind.MESSAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "43, 10000",
    "44, 10000",
    "45, 10000",
    "48, 10000",
    "53, 10000",
    "58, 10000",
    "63, 10000",
    "66, 10000",
    "70, 65535",
    "51, 1073741822"
  })
  void messagesOfAClientHaveTheirLimits(String type, int limit) {
    assertThat(kindOf(type, limit)).isEqualTo(FrameKind.MESSAGE);
    assertThat(kindOf(type, limit + 1)).isEqualTo(FrameKind.UNFRAMED);
  }

  private static FrameKind kindOf(String type, int length) {
    return new Conversation()
        .client(STARTUP + type + String.format("%08x", length))
        .frames()
        .get(1)
        .kind();
  }

  @Test
  void messagesOfAServerAreLongerThanThoseOfAClient() {
    List<Frame> frames =
        new Conversation().client(STARTUP).server(AUTHENTICATION_OK + "53 00002711").frames();

    assertThat(frames.get(2).kind()).isEqualTo(FrameKind.MESSAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "20202020, '\"    \" begins no startup packet: this is not PostgreSQL'",
    "7e7e7e7e, '\"~~~~\" begins no startup packet: this is not PostgreSQL'",
    "7f202020, 'a startup packet''s length is 8 to 10004, not 2132811808'",
    "1f202020, 'a startup packet''s length is 8 to 10004, not 522199072'"
  })
  void onlyTextIsQuoted(String length, String fault) {
    List<Frame> frames = new Conversation().client(length + "00000000").frames();

    assertThat(frames.get(0).fault()).isEqualTo(fault + " (at byte 0 of the frontend)");
  }

  @Test
  void theTypeOfAMessageIsQuotedIfItIsText() {
    assertThat(faultOfType("20")).contains("type 0x20 is");
    assertThat(faultOfType("21")).contains("type '!' is");
    assertThat(faultOfType("7e")).contains("type '~' is");
    assertThat(faultOfType("7f")).contains("type 0x7f is");
  }

  private static String faultOfType(String type) {
    return new Conversation().client(STARTUP + type + "00000003").frames().get(1).fault();
  }

  @Test
  void saysWhichBytesAreHeldBackAndWhichAreKept() {
    FrameCollector frames = new FrameCollector();
    FrameDecoder decoder = FrameDecoder.midStream(frames);

    decoder.feed(Direction.BACKEND, Bytes.ofHex("aabbcc 5a 00000005 49").toByteBuffer());

    assertThat(decoder.heldBytes(Direction.BACKEND)).isEqualTo(6);
    assertThat(decoder.heldBytes(FRONTEND)).isZero();
    decoder.feed(FRONTEND, Bytes.ofHex("53 0000").toByteBuffer());
    assertThat(decoder.heldBytes(FRONTEND)).isEqualTo(3);
    decoder.feed(FRONTEND, Bytes.ofHex("0004").toByteBuffer());
    assertThat(decoder.heldBytes(FRONTEND)).isZero();
    assertThat(decoder.heldBytes(Direction.BACKEND)).isZero();
  }
}
