package dev.postgreswire.wire;

import static dev.postgreswire.wire.Direction.BACKEND;
import static dev.postgreswire.wire.Direction.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where messages are found again after bytes that nobody has seen. */
class BoundaryTest {
  private static final String STARTUP = "00000012 00030000 7573657200626f6200 00";
  private static final String AUTHENTICATION_OK = "52 00000008 00000000";
  private static final String READY = "5a 00000005 49";
  private static final String QUERY = "51 00000006 3b00";
  private static final String EMPTY = "49 00000004";
  private static final String ROW = "44 0000000b 0001 00000001 31";

  @Test
  void aConnectionWhoseBeginningWasNotSeen() {
    List<Frame> frames =
        Conversation.midStream()
            .client("6c656374 3100")
            .server("31 43 0000000d 53454c454354203100" + READY)
            .client(QUERY)
            .server(EMPTY + READY)
            .frames();

    assertThat(texts(frames))
        .containsExactly(
            "F UNFRAMED 6 6 bytes skipped up to a message boundary that can be trusted: the"
                + " beginning of the connection was not seen",
            "B UNFRAMED 15 15 bytes skipped up to a message boundary that can be trusted: the"
                + " beginning of the connection was not seen",
            "B MESSAGE 6",
            "F MESSAGE 7",
            "B MESSAGE 5",
            "B MESSAGE 6");
  }

  @Test
  void nothingNeedBeSkipped() {
    List<Frame> frames = Conversation.midStream().server(READY).client(QUERY).frames();

    assertThat(texts(frames))
        .containsExactly(
            "B UNFRAMED 0 0 bytes skipped up to a message boundary that can be trusted: the"
                + " beginning of the connection was not seen",
            "B MESSAGE 6",
            "F MESSAGE 7");
  }

  @Test
  void aRowThatHoldsASessionIsNoSession() {
    String session = EMPTY + READY + "43 00000008 42454749 4e00" + READY;
    List<Frame> frames =
        Conversation.midStream()
            .server(session.repeat(50))
            .server("31" + "43 0000000d 53454c454354203100" + READY)
            .client(QUERY)
            .server(EMPTY + READY)
            .frames();

    assertThat(frames.get(0).kind()).isEqualTo(FrameKind.UNFRAMED);
    assertThat(frames.get(0).size()).isEqualTo(50L * Bytes.ofHex(session).length() + 15);
    assertThat(frames).hasSize(5);
  }

  @Test
  void aClientThatSpeaksWithinARowProvesNothing() {
    List<Frame> frames =
        Conversation.midStream()
            .server(READY + READY + "01")
            .client(QUERY)
            .server("02" + READY)
            .client("0000")
            .frames();

    assertThat(frames).hasSize(2).allMatch(frame -> frame.kind() == FrameKind.UNFRAMED);
    assertThat(frames.get(0).fault())
        .startsWith("20 bytes in which no message boundary can be trusted: the beginning");
  }

  @ParameterizedTest
  @CsvSource({
    "53656c656374, the SQL of a longer query",
    "51000003, less than a header",
    "5100000004, too short for a query",
    "5300000005, a Sync has no body",
    "5101000000, 16 MiB",
    "7000000010, nobody authenticates now",
    "6400000010, no COPY either"
  })
  void whatBeginsNoRequestProvesNothing(String hex, String why) {
    List<Frame> frames = Conversation.midStream().server(READY).client(hex).frames();

    assertThat(frames).as(why).allMatch(frame -> frame.kind() == FrameKind.UNFRAMED);
  }

  @Test
  void bytesThatAreMissingWithinAMessageLeaveItsEndKnown() {
    Conversation conversation =
        session().server("44 00000014 0001 0000000a 3031").gap(BACKEND, 3).server("353637");
    List<Frame> frames =
        conversation.server("3839" + "43 0000000d 53454c454354203100" + READY).frames();

    Frame row = frames.get(3);
    assertThat(row.kind()).isEqualTo(FrameKind.MESSAGE);
    assertThat(row.size()).isEqualTo(21);
    assertThat(row.bytes().length()).isEqualTo(13);
    assertThat(row.isCut()).isTrue();
    assertThat(row.fault()).isEqualTo("3 bytes are missing after the first 13");
    assertThat(texts(frames.subList(4, frames.size())))
        .containsExactly("B MESSAGE 14", "B MESSAGE 6");
  }

  @Test
  void bytesThatAreMissingUpToTheEndOfAMessageLeaveItKnown() {
    List<Frame> frames =
        session().server("44 0000000b 0001").gap(BACKEND, 5).server(READY).frames();

    assertThat(frames.get(3).fault()).isEqualTo("5 bytes are missing after the first 7");
    assertThat(texts(frames.subList(4, 5))).containsExactly("B MESSAGE 6");
  }

  @Test
  void aServerThatIsLostIsFoundWhenItIsReady() {
    List<Frame> frames =
        session()
            .server(ROW + "44 0000")
            .gap(BACKEND, 100)
            .server("0000" + READY)
            .client(QUERY)
            .server(EMPTY + READY)
            .frames();

    assertThat(texts(frames.subList(3, frames.size())))
        .containsExactly(
            "B MESSAGE 12",
            "B UNFRAMED 5 5 bytes skipped up to a message boundary that can be trusted: 100 bytes"
                + " are missing",
            "B MESSAGE 6",
            "F MESSAGE 7",
            "B MESSAGE 5",
            "B MESSAGE 6");
  }

  @Test
  void aMessageThatIsCutByAGapSaysSo() {
    List<Frame> frames = session().server("44 00000014 0001").gap(BACKEND, -1).frames();

    assertThat(frames.get(3).fault()).isEqualTo("bytes are missing, after 7 of 21 bytes");
    assertThat(frames.get(4).fault())
        .startsWith("0 bytes in which no message boundary can be trusted: bytes are missing");
  }

  @Test
  void aClientThatIsLostIsFoundWhenItAsksAgain() {
    List<Frame> frames =
        session()
            .gap(FRONTEND, 10)
            .client("656374203100")
            .server(EMPTY + READY)
            .client(QUERY)
            .frames();

    assertThat(texts(frames.subList(3, frames.size())))
        .containsExactly(
            "F UNFRAMED 6 6 bytes skipped up to a message boundary that can be trusted: 10 bytes"
                + " are missing",
            "B MESSAGE 5",
            "B MESSAGE 6",
            "F MESSAGE 7");
  }

  @Test
  void aClientInTheMiddleOfARequestDoesNotFindTheServer() {
    List<Frame> frames =
        session()
            .client("51 00000009")
            .gap(BACKEND, 1)
            .server(READY)
            .client("61620000" + QUERY)
            .frames();

    assertThat(frames)
        .filteredOn(frame -> frame.direction() == BACKEND)
        .last()
        .matches(frame -> frame.kind() == FrameKind.UNFRAMED);
  }

  @Test
  void severalGapsAreSaid() {
    List<Frame> frames =
        session().gap(BACKEND, 1).server("00").gap(BACKEND, -1).server("00").frames();

    assertThat(frames.get(3).fault())
        .startsWith(
            "2 bytes in which no message boundary can be trusted: 1 bytes are missing, and again"
                + " bytes are missing");
  }

  @Test
  void aGapBeforeTheStartupPacketLosesBothSides() {
    List<Frame> frames =
        new Conversation()
            .gap(FRONTEND, 18)
            .server(AUTHENTICATION_OK + READY)
            .client(QUERY)
            .server(EMPTY + READY)
            .frames();

    assertThat(texts(frames.subList(frames.size() - 4, frames.size())))
        .containsExactly("B MESSAGE 6", "F MESSAGE 7", "B MESSAGE 5", "B MESSAGE 6");
  }

  @Test
  void tlsIsKnownByTheHeadersOfItsRecords() {
    List<Frame> frames =
        Conversation.midStream()
            .server("aabbcc")
            .client("170303 0003 010203")
            .server("170303 0002 0102 150303 0001 00")
            .frames();

    assertThat(texts(frames))
        .containsExactly(
            "F TLS_RECORD 8",
            "B UNFRAMED 3 3 bytes skipped up to a message boundary that can be trusted: the"
                + " beginning of the connection was not seen",
            "B TLS_RECORD 7",
            "B TLS_RECORD 6");
  }

  @Test
  void aGapOfNothingIsNone() {
    List<Frame> frames = session().gap(BACKEND, 0).server(EMPTY + READY).frames();

    assertThat(texts(frames.subList(3, 5))).containsExactly("B MESSAGE 5", "B MESSAGE 6");
  }

  /** The sink is told of the end of a message whose last bytes are missing, and of no more. */
  @Test
  void aGapToTheEndOfAMessageEndsIt() {
    FrameCollector frames = new FrameCollector();
    FrameDecoder decoder = FrameDecoder.withinSession(frames);

    decoder.feed(BACKEND, Bytes.ofHex("44 0000000b 0001").toByteBuffer());
    assertThat(decoder.gap(BACKEND, 5)).as("within the message").isTrue();
    decoder.feed(BACKEND, Bytes.ofHex(READY).toByteBuffer());
    assertThat(decoder.gap(BACKEND, 0)).as("nothing is missing").isTrue();
    assertThat(decoder.gap(BACKEND, 1)).as("between messages").isFalse();

    assertThat(frames.frames()).extracting(Frame::kind).contains(FrameKind.MESSAGE);
    assertThat(texts(frames.frames().subList(1, 2))).containsExactly("B MESSAGE 6");
  }

  @Test
  void severalGapsWithinAMessageAreSaidInOrder() {
    List<Frame> frames =
        session()
            .server("44 00000014 0001 0000000a")
            .gap(BACKEND, 3)
            .server("3435")
            .gap(BACKEND, 2)
            .server("383930" + READY)
            .frames();

    assertThat(frames.get(3).fault())
        .isEqualTo("3 bytes are missing after the first 11, 2 after 16");
    assertThat(frames.get(3).size()).isEqualTo(21);
    assertThat(texts(frames.subList(4, 5))).containsExactly("B MESSAGE 6");
  }

  /** What is lost while an answer to SSLRequest is due may be all of the beginning. */
  @Test
  void aGapBeforeTheAnswerToSslRequestLosesBothSides() {
    List<Frame> frames =
        new Conversation()
            .client("00000008 04d2162f")
            .gap(BACKEND, 1)
            .client("51 00000006 3b00")
            .server(READY)
            .client(QUERY)
            .server(EMPTY + READY)
            .frames();

    assertThat(texts(frames.subList(frames.size() - 4, frames.size())))
        .containsExactly("B MESSAGE 6", "F MESSAGE 7", "B MESSAGE 5", "B MESSAGE 6");
  }

  @Test
  void whereItWasLostIsSaid() {
    List<Frame> frames = session().server(ROW).gap(BACKEND, -1).server("0000").frames();

    assertThat(frames.get(4).position()).isEqualTo(27);
    assertThat(frames.get(4).fault())
        .isEqualTo(
            "2 bytes in which no message boundary can be trusted: bytes are missing (at byte 27 of"
                + " the backend)");
  }

  private static Conversation session() {
    return new Conversation().client(STARTUP).server(AUTHENTICATION_OK + READY);
  }

  /** Direction, kind, size and fault, in the order in which they begin. */
  private static List<String> texts(List<Frame> frames) {
    return frames.stream()
        .map(
            frame ->
                (frame.direction().symbol()
                        + " "
                        + frame.kind()
                        + " "
                        + frame.size()
                        + " "
                        + frame.fault().replaceAll(" \\(at byte.*", ""))
                    .strip())
        .toList();
  }

  @Test
  void anyBytesAndGapsLoseNothing() {
    List<String> words =
        List.of(STARTUP, AUTHENTICATION_OK, READY, QUERY, EMPTY, ROW, "170303 0001 00", "00", "5a");
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      Conversation conversation =
          random.nextBoolean() ? Conversation.midStream() : new Conversation();
      for (int i = random.nextInt(30); i >= 0; i--) {
        Direction direction = random.nextBoolean() ? FRONTEND : BACKEND;
        if (random.nextInt(6) == 0) {
          conversation.gap(direction, random.nextInt(20) - 1);
        } else {
          conversation.say(direction, Bytes.ofHex(words.get(random.nextInt(words.size()))));
        }
      }
      try {
        conversation.frames();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }
}
