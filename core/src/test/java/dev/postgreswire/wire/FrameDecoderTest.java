package dev.postgreswire.wire;

import static dev.postgreswire.wire.Direction.BACKEND;
import static dev.postgreswire.wire.Direction.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  private static final String SSL_REQUEST = "00000008 04d2162f";
  private static final String GSSENC_REQUEST = "00000008 04d21630";
  private static final String STARTUP = "00000012 00030000 7573657200626f6200 00";
  private static final String AUTHENTICATION_OK = "52 00000008 00000000";
  private static final String READY = "5a 00000005 49";
  private static final String CLIENT_HELLO = "16 0301 0002 0100";

  @Test
  void findsStartupPacketAndMessages() {
    List<Frame> frames =
        new Conversation()
            .client(STARTUP)
            .server(AUTHENTICATION_OK + READY)
            .client("51 00000005 00")
            .server("49 00000004" + READY)
            .client("58 00000004")
            .frames();

    assertThat(frames)
        .extracting(Frame::direction, Frame::kind, Frame::position, Frame::size)
        .containsExactly(
            tuple(FRONTEND, FrameKind.STARTUP, 0L, 18L),
            tuple(BACKEND, FrameKind.MESSAGE, 0L, 9L),
            tuple(BACKEND, FrameKind.MESSAGE, 9L, 6L),
            tuple(FRONTEND, FrameKind.MESSAGE, 18L, 6L),
            tuple(BACKEND, FrameKind.MESSAGE, 15L, 5L),
            tuple(BACKEND, FrameKind.MESSAGE, 20L, 6L),
            tuple(FRONTEND, FrameKind.MESSAGE, 24L, 5L));
    assertThat(frames).allSatisfy(frame -> assertThat(frame.fault()).isEmpty());
  }

  @Test
  void countsLengthAsTheProtocolDoes() {
    Frame frame = new Conversation().client(STARTUP + "53 00000004").frames().get(1);

    assertThat(frame.length()).isEqualTo(4);
    assertThat(frame.size()).isEqualTo(5);
    assertThat(frame.type()).isEqualTo('S');
    assertThat(frame.body()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void theAnswerToARequestForEncryptionIsOneByte() {
    assertThat(kinds(new Conversation().client(SSL_REQUEST).server("4e").client(STARTUP)))
        .containsExactly("F STARTUP 8", "B NEGOTIATION_ANSWER 1", "F STARTUP 18");
  }

  @Test
  void afterYesFollowsTls() {
    Conversation conversation =
        new Conversation()
            .client(SSL_REQUEST)
            .server("53")
            .client(CLIENT_HELLO)
            .server("16 0303 0001 02 17 0303 0003 aabbcc");

    assertThat(kinds(conversation))
        .containsExactly(
            "F STARTUP 8",
            "B NEGOTIATION_ANSWER 1",
            "F TLS_RECORD 7",
            "B TLS_RECORD 6",
            "B TLS_RECORD 8");
  }

  @Test
  void aClientHelloMayComeBeforeTheAnswer() {
    Conversation conversation =
        new Conversation().client(SSL_REQUEST + CLIENT_HELLO).server("53 16 0303 0001 02");

    assertThat(kinds(conversation))
        .containsExactly(
            "F STARTUP 8", "F TLS_RECORD 7", "B NEGOTIATION_ANSWER 1", "B TLS_RECORD 6");
  }

  @Test
  void afterYesToGssFollowPackets() {
    Conversation conversation =
        new Conversation()
            .client(GSSENC_REQUEST)
            .server("47")
            .client("00000002 6001")
            .server("00000000");

    assertThat(kinds(conversation))
        .containsExactly(
            "F STARTUP 8", "B NEGOTIATION_ANSWER 1", "F GSS_PACKET 6", "B GSS_PACKET 4");
  }

  @Test
  void directTlsIsKnownByItsFirstByte() {
    assertThat(kinds(new Conversation().client(CLIENT_HELLO).server("15 0303 0002 0278")))
        .containsExactly("F TLS_RECORD 7", "B TLS_RECORD 7");
  }

  @Test
  void refusesBytesAfterYesThatAreNoTls() {
    List<Frame> frames =
        new Conversation().client(SSL_REQUEST).server("53" + AUTHENTICATION_OK).frames();

    assertThat(frames).hasSize(3);
    assertThat(frames.get(2).kind()).isEqualTo(FrameKind.UNFRAMED);
    assertThat(frames.get(2).fault())
        .isEqualTo(
            "0x52 begins no TLS record, though TLS was agreed on (at byte 1 of the backend)");
  }

  @Test
  void refusesAnAnswerThatIsNone() {
    List<Frame> frames = new Conversation().client(SSL_REQUEST).server("47").frames();

    assertThat(frames.get(1).fault())
        .isEqualTo("0x47 is no answer to SSLRequest (at byte 0 of the backend)");
  }

  @Test
  void anErrorMayAnswerARequestForEncryption() {
    Conversation conversation =
        new Conversation().client(SSL_REQUEST).server("45 0000000c 53 4552524f5200 00");

    assertThat(kinds(conversation)).containsExactly("F STARTUP 8", "B MESSAGE 13");
  }

  @Test
  void anErrorOfProtocol2HasNoLength() {
    String error = Bytes.of("Esorry, too many clients already\n\0", StandardCharsets.UTF_8).toHex();

    assertThat(kinds(new Conversation().client(STARTUP).server(error)))
        .containsExactly("F STARTUP 18", "B LEGACY_ERROR 34");
    assertThat(kinds(new Conversation().client(SSL_REQUEST).server(error)))
        .containsExactly("F STARTUP 8", "B LEGACY_ERROR 34");
    assertThat(kinds(new Conversation().server(error))).containsExactly("B LEGACY_ERROR 34");
  }

  @Test
  void theTextOfSuchAnErrorBeginsBehindWhatMightBeALength() {
    assertThat(kinds(new Conversation().client(STARTUP).server("45 00000005 61 00")))
        .containsExactly("F STARTUP 18", "B LEGACY_ERROR 7");
  }

  @Test
  void aConnectionThatCancelsHasNothingElse() {
    Conversation conversation =
        new Conversation().client("00000010 04d2162e 00001267 a1b2c3d4").server(READY);

    assertThat(kinds(conversation)).containsExactly("F STARTUP 16", "B UNFRAMED 6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "PROXY TCP4 1.2.3.4"})
  void otherProtocolsAreNamedByTheirFirstLetters(String text) {
    List<Frame> frames =
        new Conversation()
            .client(Bytes.of(text, StandardCharsets.UTF_8).toHex())
            .server("4500000004")
            .frames();

    assertThat(frames.get(0).kind()).isEqualTo(FrameKind.UNFRAMED);
    assertThat(frames.get(0).bytes().length()).isEqualTo(text.length());
    assertThat(frames.get(0).fault())
        .isEqualTo(
            "\""
                + text.substring(0, 4)
                + "\" begins no startup packet: this is not PostgreSQL (at byte 0 of the"
                + " frontend)");
  }

  @Test
  void mySqlSpeaksFirst() {
    List<Frame> frames = new Conversation().server("4a0000000a382e302e33360008").frames();

    assertThat(frames).hasSize(1);
    assertThat(frames.get(0).fault())
        .isEqualTo(
            "the server spoke before the client: this is not PostgreSQL"
                + " (at byte 0 of the backend)");
  }

  @ParameterizedTest
  @CsvSource({
    "00000007, 7",
    "00000000, 0",
    "00002715, 10005",
    "ffffffff, 4294967295",
    "80000000, 2147483648"
  })
  void refusesLengthsOfStartupPackets(String length, String number) {
    List<Frame> frames = new Conversation().client(length + "00030000 00").frames();

    assertThat(frames).hasSize(1);
    assertThat(frames.get(0).kind()).isEqualTo(FrameKind.UNFRAMED);
    assertThat(frames.get(0).fault())
        .isEqualTo(
            "a startup packet's length is 8 to 10004, not "
                + number
                + " (at byte 0 of the frontend)");
  }

  @Test
  void takesTheLongestStartupPacket() {
    Bytes packet = Bytes.ofHex("00002714 00030000").plus(Bytes.wrap(new byte[9996]));

    List<Frame> frames = new Conversation().say(FRONTEND, packet).frames();

    assertThat(frames).hasSize(1);
    assertThat(frames.get(0).kind()).isEqualTo(FrameKind.STARTUP);
  }

  @ParameterizedTest
  @CsvSource({
    "53 00000003, 'S' is 4 to 10000, 3",
    "53 00002711, 'S' is 4 to 10000, 10001",
    "51 3fffffff, 'Q' is 4 to 1073741822, 1073741823",
    "70 00010000, 'p' is 4 to 65535, 65536",
    "51 ffffffff, 'Q' is 4 to 1073741822, -1",
    "01 00000000, 0x01 is 4 to 1073741822, 0"
  })
  void refusesLengthsOfMessages(String header, String limits, String length) {
    List<Frame> frames = new Conversation().client(STARTUP + header + "0000").frames();

    assertThat(frames).hasSize(2);
    assertThat(frames.get(1).kind()).isEqualTo(FrameKind.UNFRAMED);
    assertThat(frames.get(1).bytes().length()).isEqualTo(7);
    assertThat(frames.get(1).fault())
        .isEqualTo(
            "the length of a message of type "
                + limits
                + ", not "
                + length
                + " (at byte 18 of the frontend)");
  }

  @Test
  void aFrameThatTheEndCutsIsBroken() {
    List<Frame> frames = new Conversation().client(STARTUP + "51 00000010 73656c").frames();

    assertThat(frames.get(1).fault()).isEqualTo("ended after 8 of 17 bytes");
    assertThat(frames.get(1).isCut()).isTrue();
    assertThat(frames.get(1).size()).isEqualTo(17);
  }

  @Test
  void aHeaderThatTheEndCutsIsKept() {
    List<Frame> frames = new Conversation().client(STARTUP + "51 0000").frames();

    assertThat(frames.get(1).kind()).isEqualTo(FrameKind.UNFRAMED);
    assertThat(frames.get(1).bytes()).isEqualTo(Bytes.ofHex("510000"));
    assertThat(frames.get(1).fault()).startsWith("ended within the header of a message");
  }

  @Test
  void mayBeginBetweenTwoMessages() {
    FrameCollector frames = new FrameCollector();
    FrameDecoder decoder = FrameDecoder.withinSession(frames);

    decoder.feed(FRONTEND, Bytes.ofHex("51 00000005 00").toByteBuffer());
    decoder.feed(BACKEND, Bytes.ofHex("49 00000004" + READY).toByteBuffer());

    assertThat(frames.frames())
        .hasSize(3)
        .allMatch(frame -> frame.kind() == FrameKind.MESSAGE && frame.fault().isEmpty());
  }

  @Test
  void saysHowManyBytesOfAHeaderItHolds() {
    FrameDecoder decoder = new FrameDecoder(new FrameCollector());

    decoder.feed(FRONTEND, ByteBuffer.wrap(new byte[3]));

    assertThat(decoder.heldBytes(FRONTEND)).isEqualTo(3);
    assertThat(decoder.heldBytes(BACKEND)).isZero();
  }

  @Test
  void aFrameIsCutWhereBytesAreMissing() {
    List<Frame> frames = new Conversation().client(STARTUP + "51 00000005 00").frames();

    assertThat(frames).noneMatch(Frame::isCut);
    assertThat(new Frame(FRONTEND, FrameKind.MESSAGE, 0, 7, Bytes.ofHex("51"), "").isCut())
        .isTrue();
  }

  @Test
  void anErrorEndsTheAskingForEncryption() {
    Conversation conversation =
        new Conversation()
            .client(SSL_REQUEST + GSSENC_REQUEST)
            .server("45 0000000c 53 4552524f5200 00" + "4e 00000005 00");

    assertThat(kinds(conversation))
        .containsExactly("F STARTUP 8", "F STARTUP 8", "B MESSAGE 13", "B MESSAGE 6");
  }

  @Test
  void bothRequestsAreAnsweredInTheirOrder() {
    Conversation conversation =
        new Conversation().client(GSSENC_REQUEST + SSL_REQUEST).server("4e53 15 0303 0002 0228");

    assertThat(kinds(conversation))
        .containsExactly(
            "F STARTUP 8",
            "F STARTUP 8",
            "B NEGOTIATION_ANSWER 1",
            "B NEGOTIATION_ANSWER 1",
            "B TLS_RECORD 7");
  }

  @Test
  void whatFollowsACancelRequestIsNothing() {
    List<Frame> frames =
        new Conversation().client("00000010 04d2162e 00001267 a1b2c3d4" + "58 00000004").frames();

    assertThat(frames.get(1).kind()).isEqualTo(FrameKind.UNFRAMED);
    assertThat(frames.get(1).fault())
        .startsWith("bytes on a connection that carried a CancelRequest");
  }

  @Test
  void anErrorUpToItsNulIsFollowedByAnother() {
    String error = Bytes.of("Esorry\0", StandardCharsets.UTF_8).toHex();

    assertThat(kinds(new Conversation().client(STARTUP).server(error + error)))
        .containsExactly("F STARTUP 18", "B LEGACY_ERROR 7", "B LEGACY_ERROR 7");
  }

  private static List<String> kinds(Conversation conversation) {
    return conversation.frames().stream()
        .map(frame -> frame.direction().symbol() + " " + frame.kind() + " " + frame.size())
        .toList();
  }
}
