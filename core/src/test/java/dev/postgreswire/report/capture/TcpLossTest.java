package dev.postgreswire.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was on the wire and is not in the capture. */
class TcpLossTest {
  private static final String OPENED = "opened 10.0.0.1:40000 → 10.0.0.2:5432";

  /** 0 to 2: the handshake; 3 question; 4, 5 answer; 6 acknowledgement; 7 question; 8 answer. */
  private static Packets conversation() {
    return Packets.between()
        .handshake()
        .client("what?")
        .server("that")
        .server("'s it")
        .clientAck()
        .client("why?")
        .server("because");
  }

  @Test
  void whatIsLostIsAGapWhereItWas() throws CaptureException {
    assertThat(told(conversation().without(4)))
        .containsExactly(OPENED, "F what?", "B gap 4", "B 's it", "F why?", "B because");
  }

  @Test
  void aQuestionThatIsLostIsAGapBeforeItsAnswer() throws CaptureException {
    assertThat(told(conversation().without(7)))
        .endsWith("F what?", "B that's it", "F gap 4", "B because");
  }

  @Test
  void anAnswerThatIsLostIsAGapBeforeWhatFollows() throws CaptureException {
    assertThat(told(conversation().client("and?").without(8)))
        .endsWith("F why?", "B gap 7", "F and?");
  }

  @Test
  void whatIsLostAtTheEndIsKnownByItsAcknowledgement() throws CaptureException {
    assertThat(told(conversation().clientAck().without(8))).endsWith("F why?", "B gap 7");
    assertThat(told(conversation().close().without(8)))
        .endsWith("F why?", "B gap 7", "F ended", "B ended", "closed CLOSED_BY_CLIENT");
  }

  @Test
  void anEndThatIsLostIsNoByte() throws CaptureException {
    assertThat(told(conversation().close().without(9)))
        .endsWith("F why?", "B because", "F ended", "B ended", "closed CLOSED_BY_CLIENT");
  }

  @Test
  void aHandshakeThatIsLostIsMissedByNobody() throws CaptureException {
    Packets packets = conversation().withoutFirst(3);
    assertThat(told(packets))
        .containsExactly(OPENED + " partial", "F what?", "B that's it", "F why?", "B because");
  }

  @Test
  void whatIsSentAgainIsNotLost() throws CaptureException {
    Packets packets = conversation();
    for (int i = 0; i < 500; i++) {
      packets.server("x"); // a network that is slow and wide
    }
    Packets.Segment late = packets.segments().get(8);
    packets.without(8).change(all -> all.add(late.at(all.get(all.size() - 1).time())));
    List<String> lines = told(packets);
    assertThat(lines).hasSize(5);
    assertThat(lines.get(4)).startsWith("B becausexxx").hasSize(2 + 7 + 500);
  }

  @Test
  void oneSideAloneIsReadWithGapsForTheOther() throws CaptureException {
    Packets packets = Packets.between().handshake();
    for (int i = 0; i < 200; i++) {
      packets.client("question " + i).server("answer " + i);
    }
    List<String> both = told(packets);
    packets.change(all -> all.removeIf(segment -> segment.from().port() == 40000));
    List<String> expected = new ArrayList<>();
    both.forEach(
        line -> expected.add(line.startsWith("F ") ? "F gap " + (line.length() - 2) : line));
    expected.set(0, OPENED + " partial");
    assertThat(Told.lines(packets)).isEqualTo(expected);
  }

  @Test
  void aGapIsToldThoughNothingMoreIsSeenOfTheConnection() throws CaptureException {
    Packets other =
        Packets.between(Packets.endpoint("0a000001", 40001), Packets.endpoint("0a000002", 5432))
            .pause(Duration.ofSeconds(3))
            .handshake()
            .client("later");
    byte[] both = CaptureFiles.pcap(Packets.together(conversation().clientAck().without(5), other));
    assertThat(Told.of(both, 5432).lines())
        .containsSubsequence("B gap 5", "F why?", "B because", "2: F later");
  }

  @Test
  void theTimeOfWhatComesAfterAGapIsItsOwn() throws CaptureException {
    Packets packets = conversation().without(4);
    IntStream.range(0, 100).forEach(i -> packets.client("x"));
    assertThat(Told.of(packets.pcap(), 5432).times().get(3)).isEqualTo(Packets.BEGIN.plusMillis(5));
  }

  private static List<String> told(Packets packets) throws CaptureException {
    return Told.lines(packets, 5432);
  }
}
