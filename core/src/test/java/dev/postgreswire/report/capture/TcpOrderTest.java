package dev.postgreswire.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to segments on their way, and to a capture of them. */
class TcpOrderTest {
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

  private static final List<String> WHOLE =
      List.of(OPENED, "F what?", "B that's it", "F why?", "B because");

  @Test
  void tellsWhatWasSaid() throws CaptureException {
    assertThat(told(conversation().close()))
        .containsExactly(
            OPENED,
            "F what?",
            "B that's it",
            "F why?",
            "B because",
            "F ended",
            "B ended",
            "closed CLOSED_BY_CLIENT");
  }

  @Test
  void retransmissionsAreToldOnce() throws CaptureException {
    assertThat(told(conversation().again(3, 6).again(4, 8).again(5, 9))).isEqualTo(WHOLE);
  }

  @Test
  void aPacketThatIsCapturedTwiceIsToldOnce() throws CaptureException {
    Packets packets = conversation();
    for (int i = 8; i >= 0; i--) {
      packets.again(i, i + 1);
    }
    assertThat(told(packets)).isEqualTo(WHOLE);
  }

  @Test
  void aRetransmissionMayHoldMoreThanTheOriginal() throws CaptureException {
    assertThat(told(conversation().andThen(8, s -> s.with(0, text("because I say so")))))
        .endsWith("F why?", "B because I say so");
  }

  @Test
  void whatOverlapsIsToldAsItCameFirst() throws CaptureException {
    assertThat(told(conversation().andThen(8, s -> s.with(2, text("CAUSE of")))))
        .endsWith("F why?", "B because of");
  }

  @Test
  void whatOverlapsWhileItWaitsIsToldAsItCameFirst() throws CaptureException {
    Packets packets =
        Packets.between()
            .handshake()
            .server("0123456789")
            .change(
                all -> {
                  Packets.Segment whole = all.remove(3);
                  all.add(whole.with(4, text("45")));
                  all.add(whole.with(7, text("78")));
                  all.add(whole.with(2, text("ABCDEFGH")));
                  all.add(whole.with(0, text("01")));
                });
    assertThat(told(packets)).containsExactly(OPENED, "B 01AB45E78H");
  }

  @Test
  void segmentsThatComeInAnotherOrderAreToldInTheirs() throws CaptureException {
    assertThat(told(conversation().late(4, 5))).isEqualTo(WHOLE);
  }

  @Test
  void anAnswerWaitsForItsQuestionThatIsCapturedLater() throws CaptureException {
    assertThat(told(conversation().late(3, 5))).isEqualTo(WHOLE);
    assertThat(told(conversation().late(7, 8))).isEqualTo(WHOLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyShuffleIsPutInOrder(int seed) throws CaptureException {
    Packets packets = conversation();
    for (int i = 0; i < 40; i++) {
      packets.client("question " + i + "?").server("answer ").server(i + ".");
    }
    List<String> whole = told(packets);
    Random random = new Random(seed);
    packets.change(
        all -> {
          List<Instant> times = all.stream().map(Packets.Segment::time).toList();
          for (int from = 3; from < all.size(); from += 10) {
            Collections.shuffle(all.subList(from, Math.min(all.size(), from + 10)), random);
          }
          for (int i = 0; i < all.size(); i++) {
            all.set(i, all.get(i).at(times.get(i)));
          }
        });
    assertThat(told(packets)).isEqualTo(whole);
  }

  @Test
  void timeDoesNotGoBackWithinAConnection() throws CaptureException {
    Packets packets =
        conversation()
            .late(3, 6)
            .change(all -> all.set(8, all.get(8).at(Packets.BEGIN.minusSeconds(9))));
    List<Instant> times = Told.of(packets.pcap(), 5432).times();
    List<Instant> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    assertThat(times).isEqualTo(sorted);
  }

  @Test
  void bytesHaveTheTimeOfTheirPacket() throws CaptureException {
    Told told = Told.of(conversation().pcap(), 5432);
    assertThat(told.times())
        .extracting(time -> Duration.between(Packets.BEGIN, time).toMillis())
        .containsExactly(0L, 3L, 4L, 5L, 7L, 8L);
  }

  @Test
  void keepAlivesSayNothing() throws CaptureException {
    assertThat(
            told(
                conversation()
                    .andThen(8, s -> s.with(6, text("\0")))
                    .andThen(8, s -> s.with(6, Bytes.EMPTY))
                    .client("more")))
        .endsWith("B because", "F more");
  }

  @Test
  void aConnectionThatBeginsWithAKeepAliveLosesNothing() throws CaptureException {
    Packets packets =
        conversation()
            .withoutFirst(7)
            .change(all -> all.add(0, all.get(0).with(-1, Bytes.EMPTY).at(Packets.BEGIN)));
    assertThat(told(packets)).containsExactly(OPENED + " partial", "F why?", "B because");
  }

  @Test
  void sequenceNumbersWrapAround() throws CaptureException {
    Packets packets =
        Packets.between(
                Packets.endpoint("0a000001", 40000), Packets.endpoint("0a000002", 5432), -10, -5)
            .handshake();
    for (int i = 0; i < 10; i++) {
      packets.client("ping").server("pong");
    }
    assertThat(told(packets)).hasSize(21).contains("F ping", "B pong").doesNotContain("gap");
    assertThat(told(packets.late(5, 7))).hasSize(21);
  }

  @Test
  void aSynMayCarryData() throws CaptureException {
    Packets packets =
        Packets.between()
            .handshake()
            .change(all -> all.set(0, all.get(0).with(0, text("early"))))
            .change(all -> all.remove(2))
            .client("early, and later");
    assertThat(told(packets)).containsExactly(OPENED, "F early, and later");
  }

  @Test
  void aHalfClosedConnectionGoesOn() throws CaptureException {
    assertThat(told(conversation().clientFin().server("bye").serverFin().clientAck()))
        .endsWith("B because", "F ended", "B bye", "B ended", "closed CLOSED_BY_CLIENT");
  }

  @Test
  void aServerMayCloseOrReset() throws CaptureException {
    assertThat(told(conversation().serverFin().clientFin())).endsWith("closed CLOSED_BY_SERVER");
    assertThat(told(conversation().serverReset())).endsWith("B because", "closed RESET_BY_SERVER");
    assertThat(told(conversation().clientReset())).endsWith("closed RESET_BY_CLIENT");
    assertThat(told(conversation().clientFin().serverReset()))
        .endsWith("F ended", "closed CLOSED_BY_CLIENT: then reset by the other side");
  }

  @Test
  void aFinThatIsCapturedEarlyWaits() throws CaptureException {
    assertThat(told(conversation().serverFin().clientFin().late(8, 10)))
        .endsWith("F why?", "B because", "B ended", "F ended", "closed CLOSED_BY_SERVER");
  }

  @Test
  void aRefusedConnectionIsOne() throws CaptureException {
    Packets refused = Packets.between().handshake().change(all -> all.subList(1, 3).clear());
    assertThat(told(refused.serverReset()))
        .containsExactly(OPENED, "closed SERVER_UNREACHABLE: connection refused");
  }

  @Test
  void whatComesAfterTheEndIsOfNoConnection() throws CaptureException {
    Packets packets = conversation().close();
    int size = packets.segments().size();
    assertThat(told(packets.again(8, size).again(3, size)))
        .endsWith("closed CLOSED_BY_CLIENT")
        .filteredOn(line -> line.contains("opened"))
        .hasSize(1);
  }

  @Test
  void whatIsUnderWayToSomebodyWhoBrokeOffIsCounted() throws CaptureException {
    Packets packets = conversation().clientReset().server("still").server("there");
    Told told = new Told();
    CaptureSummary summary = told.read(packets.pcap(), 5432);
    assertThat(told.lines()).endsWith("B because", "closed RESET_BY_CLIENT");
    assertThat(summary.skipped())
        .containsEntry("sent to somebody who had broken the connection off", 2L);
  }

  @Test
  void portsAreUsedAgain() throws CaptureException {
    Endpoint client = Packets.endpoint("0a000001", 40000);
    Endpoint server = Packets.endpoint("0a000002", 5432);
    Packets first = conversation().close();
    Packets second =
        Packets.between(client, server, 777_777, 888_888)
            .pause(Duration.ofSeconds(5))
            .handshake()
            .client("again?");
    byte[] both = CaptureFiles.pcap(Packets.together(first, second));
    assertThat(Told.of(both, 5432).lines())
        .endsWith("closed CLOSED_BY_CLIENT", "2: " + OPENED, "2: F again?");
  }

  @Test
  void portsAreUsedAgainThoughTheEndWasNotCaptured() throws CaptureException {
    Endpoint client = Packets.endpoint("0a000001", 40000);
    Endpoint server = Packets.endpoint("0a000002", 5432);
    Packets second =
        Packets.between(client, server, 777_777, 888_888)
            .pause(Duration.ofSeconds(5))
            .handshake()
            .client("again?");
    byte[] both = CaptureFiles.pcap(Packets.together(conversation(), second));
    assertThat(Told.of(both, 5432).lines())
        .endsWith(
            "B because",
            "closed RECORDER_CLOSED: its end was not captured, and its ports were used again",
            "2: " + OPENED,
            "2: F again?");
  }

  @Test
  void connectionsGoOnSideBySide() throws CaptureException {
    Packets other =
        Packets.between(Packets.endpoint("0a000001", 40001), Packets.endpoint("0a000002", 5432))
            .handshake()
            .client("me too")
            .server("you too");
    byte[] both = CaptureFiles.pcap(Packets.together(conversation(), other));
    List<String> lines = Told.of(both, 5432).lines();
    assertThat(lines).filteredOn(line -> !line.startsWith("2: ")).hasSize(6).contains("F what?");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("2: "))
        .containsExactly("2: opened 10.0.0.1:40001 → 10.0.0.2:5432", "2: F me too", "2: B you too");
  }

  private static List<String> told(Packets packets) throws CaptureException {
    return Told.lines(packets, 5432);
  }

  private static Bytes text(String text) {
    return Bytes.of(text, StandardCharsets.ISO_8859_1);
  }
}
