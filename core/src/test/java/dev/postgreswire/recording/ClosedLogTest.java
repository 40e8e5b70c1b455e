package dev.postgreswire.recording;

import static dev.postgreswire.wire.Direction.BACKEND;
import static dev.postgreswire.wire.Direction.FRONTEND;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection has said reads the same when it is over, though it takes less memory then. */
class ClosedLogTest {
  private static final Bytes SSL_REQUEST = Bytes.ofHex("0000000804d2162f");

  private final MemoryBudget budget = new MemoryBudget(64L << 20);

  /** One stays open, and the same is said on the other, which is closed. */
  private final ConnectionLog open = new ConnectionLog(budget, null, false);

  private final ConnectionLog closed = new ConnectionLog(budget, null, false);
  private long now = 1_000_000;

  /** All that is known of a frame. */
  private record Fact(
      int number, Frame frame, long time, int type, boolean deciphered, Caller caller) {}

  private static List<Fact> facts(LogView view) {
    return IntStream.range(view.first(), view.end())
        .mapToObj(number -> fact(view, number))
        .toList();
  }

  private static Fact fact(LogView view, int number) {
    Frame frame = view.frame(number);
    assertThat(view.direction(number)).isEqualTo(frame.direction());
    assertThat(view.kind(number)).isEqualTo(frame.kind());
    assertThat(view.position(number)).isEqualTo(frame.position());
    assertThat(view.size(number)).isEqualTo(frame.size());
    return new Fact(
        number,
        frame,
        view.nanos(number),
        view.type(number),
        view.isDeciphered(number),
        view.caller(number));
  }

  private void client(Bytes... messages) {
    say(FRONTEND, messages);
  }

  private void server(Bytes... messages) {
    say(BACKEND, messages);
  }

  private void say(Direction direction, Bytes... messages) {
    for (Bytes message : messages) {
      for (ConnectionLog log : List.of(open, closed)) {
        log.append(direction, ByteBuffer.wrap(message.toByteArray()), now);
      }
    }
    now += 12_345;
  }

  private void missing(Direction direction, long count) {
    assertThat(open.gap(direction, count, now)).isEqualTo(closed.gap(direction, count, now));
  }

  private void end() {
    for (ConnectionLog log : List.of(open, closed)) {
      log.finish(FRONTEND, now);
      log.finish(BACKEND, now);
    }
    long before = budget.held();
    closed.shrink();
    assertThat(budget.held()).isLessThan(before);
  }

  private void assertTheSame() {
    assertThat(facts(closed.view())).isEqualTo(facts(open.view()));
    assertThat(closed.oldestNanos()).isEqualTo(open.oldestNanos());
  }

  private void login() {
    client(Traffic.STARTUP);
    server(Traffic.AUTHENTICATION_OK, Traffic.READY);
  }

  private void select(int rows) {
    client(Traffic.query("select name from customers"));
    server(Traffic.DESCRIPTION);
    for (int i = 0; i < rows; i++) {
      server(Traffic.row(i % 50));
    }
    server(Traffic.DONE, Traffic.READY);
  }

  /** No more is held than is said to be. */
  @AfterEach
  void allMemoryIsGivenBack() {
    open.release();
    closed.release();
    assertThat(budget.held()).isZero();
  }

  @Test
  void onThatNothingWasSaid() {
    login(); // or nothing at all would be taken of the memory
    end();
    ConnectionLog silent = new ConnectionLog(budget, null, false);
    silent.shrink();
    assertThat(facts(silent.view())).isEmpty();
    assertThat(silent.oldestNanos()).isEqualTo(Long.MAX_VALUE);
    silent.release();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 56, 57, 58, 59, 200, 1015, 1016, 1017, 1018, 5000})
  void afterALoginAndAResult(int rows) {
    login();
    select(rows);
    client(Traffic.TERMINATE);
    end();
    assertTheSame();
    assertThat(closed.end()).isEqualTo(rows + 8);
  }

  @Test
  void whenItsMessagesTookTurnsOrTimeWentBack() {
    login();
    long[] times = {-5, Long.MAX_VALUE, Long.MIN_VALUE, 0, 7, 7, -1L << 40, 3};
    for (long time : times) {
      now = time;
      client(Traffic.query("select 1"));
      now = time;
      server(Traffic.row(3));
    }
    end();
    assertTheSame();
  }

  @Test
  void whenMessagesWereUnderWayAtTheSameTime() {
    login();
    Bytes data = Traffic.row(700);
    Bytes query = Traffic.query("select " + "x".repeat(300));
    for (int i = 0; i < 5; i++) {
      server(data.slice(0, 100 + i));
      client(query.slice(0, 20 * i + 7));
      server(data.slice(100 + i, data.length() - 100 - i));
      client(query.slice(20 * i + 7, query.length() - 20 * i - 7));
    }
    server(data.slice(0, 400));
    end();
    assertTheSame();
    assertThat(closed.view().frame(closed.end() - 1).fault())
        .isEqualTo("ended after 400 of 711 bytes");
  }

  @Test
  void whenSomeOfItsMessagesAreLarge() {
    login();
    for (int size : new int[] {16_000, 40_000, 3, 100_000, 16_384, 20, 70_000}) {
      client(Traffic.query("select " + "x".repeat(size / 2)));
      server(Traffic.row(size), Traffic.READY);
    }
    end();
    assertTheSame();
  }

  @Test
  void whenBytesAreMissing() {
    login();
    server(Traffic.row(50).slice(0, 30));
    missing(BACKEND, 20);
    server(Traffic.row(50).slice(50, 7), Traffic.READY);
    missing(FRONTEND, 1000);
    client(Bytes.of("no message".getBytes(US_ASCII)));
    missing(BACKEND, -1);
    server(Traffic.row(9), Traffic.READY);
    select(3);
    end();
    assertTheSame();
    assertThat(facts(closed.view())).anyMatch(fact -> fact.frame().kind() == FrameKind.UNFRAMED);
    assertThat(facts(closed.view())).anyMatch(fact -> fact.frame().isCut());
  }

  @Test
  void whenItIsNotOfPostgres() {
    client(Bytes.of("GET / HTTP/1.1\r\n".getBytes(US_ASCII)));
    server(Bytes.of("HTTP/1.1 400 Bad Request\r\n".getBytes(US_ASCII)));
    client(Bytes.of(new byte[50_000]));
    end();
    assertTheSame();
  }

  @Test
  void whenItIsEncrypted() {
    client(SSL_REQUEST);
    server(Bytes.of("S".getBytes(US_ASCII)));
    for (int i = 0; i < 100; i++) {
      client(Bytes.ofHex("1603030005").plus(Bytes.of(new byte[5])));
      server(Bytes.ofHex("17030300ff").plus(Bytes.of(new byte[255])));
    }
    server(Bytes.ofHex("1703030100aabb"));
    end();
    assertTheSame();
    assertThat(closed.view().kind(2)).isEqualTo(FrameKind.TLS_RECORD);
  }

  @Test
  void whenItIsReadWhileItEnds() {
    login();
    select(100);
    LogView early = closed.view();
    List<Fact> read = new ArrayList<>();
    IntStream.range(0, 50).forEach(number -> read.add(fact(early, number)));
    client(Traffic.TERMINATE);
    end();
    closed.cutOldest(false);
    closed.forgetBefore(closed.end());
    IntStream.range(50, early.end()).forEach(number -> read.add(fact(early, number)));

    assertThat(read).isEqualTo(facts(open.view()).subList(0, early.end()));
  }

  @Test
  void whenSeveralThreadsReadIt() {
    login();
    select(900);
    end();
    List<Fact> expected = facts(open.view());
    LogView view = closed.view();
    assertThat(IntStream.range(0, view.end()).parallel().mapToObj(i -> fact(view, i)).toList())
        .isEqualTo(expected);
  }

  @Test
  void whenMoreIsSaidNevertheless() {
    login();
    select(57);
    end();
    closed.append(FRONTEND, ByteBuffer.wrap(Traffic.query("select 2").toByteArray()), now);

    List<Fact> facts = facts(closed.view());
    assertThat(facts.subList(0, open.end())).isEqualTo(facts(open.view()));
    assertThat(facts.get(open.end()).frame().bytes()).isEqualTo(Traffic.query("select 2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 63, 64, 65, 127, 128, 129, 206, 207})
  void whenSomeOfItIsForgotten(int before) {
    login();
    select(200);
    end();
    LogView whole = closed.view();
    List<Fact> all = facts(open.view());
    long held = budget.held();
    closed.forgetBefore(before);
    assertThat(budget.held()).isLessThanOrEqualTo(held);
    open.forgetBefore(before);

    assertThat(closed.first()).isEqualTo(before);
    assertTheSame();
    assertThat(facts(whole)).isEqualTo(all);
  }

  @Test
  void whenAllIsForgottenLittleByLittle() {
    login();
    select(300);
    end();
    for (int first = 0; first <= open.end(); first++) {
      closed.forgetBefore(first);
      open.forgetBefore(first);
      assertTheSame();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whenItsBodiesAreCut(boolean alsoThoseNeeded) {
    login();
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      client(Traffic.parse("named", "select " + "x".repeat(random.nextInt(2000))));
      server(Traffic.row(random.nextInt(300)), Traffic.row(random.nextInt(30_000)));
      server(Traffic.error("x".repeat(random.nextInt(500))), Traffic.READY);
    }
    end();
    LogView whole = closed.view();
    List<Fact> all = facts(open.view());
    long held = budget.held();
    for (ConnectionLog log : List.of(open, closed)) {
      cut(log, false);
      if (alsoThoseNeeded) {
        cut(log, true);
      }
    }

    assertThat(budget.held()).isLessThan(held);
    assertTheSame();
    assertThat(facts(closed.view())).anyMatch(fact -> fact.frame().isCut());
    assertThat(facts(whole)).isEqualTo(all);
  }

  private static void cut(ConnectionLog log, boolean alsoThoseNeeded) {
    while (log.oldestStore(alsoThoseNeeded) != Long.MAX_VALUE) {
      log.cutOldest(alsoThoseNeeded);
    }
  }

  @Test
  void takesLittleBesideItsBytes() {
    login();
    select(22);
    end();
    long wire = closed.view().bytes(FRONTEND) + closed.view().bytes(BACKEND);
    long before = budget.held();
    closed.forgetBefore(closed.end());
    assertThat(before - budget.held()).isLessThan(wire + 5L * closed.end() + 150);
  }
}
