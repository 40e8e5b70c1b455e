package dev.postgreswire.loopback;

import static dev.postgreswire.wire.Direction.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.Await;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads come with the connections that need them, and go together. */
class SelectorLoopsTest {
  private static final String NAME = "postgres-wire-loops-test";

  private final AtomicInteger ends = new AtomicInteger();
  private final List<Boolean> openAtEnd = new ArrayList<>();
  private SelectorLoops loops;

  @BeforeEach
  void start() throws IOException {
    loops = new SelectorLoops(2);
    loops.start(NAME, () -> {}, this::noteEnd);
  }

  private void noteEnd() {
    ends.incrementAndGet();
    openAtEnd.add(loops.first().selector().isOpen());
  }

  @AfterEach
  void stop() {
    loops.stop();
  }

  @Test
  void oneConnectionNeedsOneThread() {
    assertThat(loops.next()).isSameAs(loops.first());
    assertThat(loops.next()).as("nobody has joined it yet").isSameAs(loops.first());
    assertThat(threads()).containsExactly(NAME);
  }

  @Test
  void theSecondConnectionGetsItsOwn() {
    loops.next().joined();

    SelectorLoop second = loops.next();

    assertThat(second).isNotSameAs(loops.first());
    assertThat(threads()).containsExactlyInAnyOrder(NAME, NAME + "-2");
  }

  @Test
  void furtherConnectionsShare() {
    List<SelectorLoop> dealt = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      SelectorLoop loop = loops.next();
      loop.joined();
      dealt.add(loop);
    }

    assertThat(dealt.stream().distinct()).hasSize(2).allMatch(loop -> loop.connections() == 5);
    assertThat(threads()).hasSize(2);
  }

  @Test
  void whoeverHasTheFewestGetsTheNext() {
    SelectorLoop first = join();
    SelectorLoop second = join();
    SelectorLoop third = join();
    assertThat(third).isSameAs(first);

    second.left();

    assertThat(loops.next()).isSameAs(second);
  }

  @Test
  void stoppingEndsAllAndTellsOnceWhileSelectorsAreOpen() {
    SelectorLoop unused = join();
    SelectorLoop second = join();

    loops.stop();

    assertThat(threads()).isEmpty();
    assertThat(ends).hasValue(1);
    assertThat(openAtEnd).containsExactly(true);
    assertThat(loops.first().selector().isOpen()).isFalse();
    assertThat(second.selector().isOpen()).isFalse();
  }

  @Test
  void startsNoThreadAfterTheEnd() {
    SelectorLoop unused = join();
    loops.stop();

    assertThat(loops.next()).isSameAs(loops.first());
    assertThat(threads()).isEmpty();
  }

  /** Such as when the system takes the selector away: half of the connections would hang. */
  @Test
  void whenOneEndsAllEnd() throws IOException {
    SelectorLoop unused = join();
    SelectorLoop second = join();

    second.end();

    Await.until("all threads end", () -> threads().isEmpty());
    assertThat(ends).hasValue(1);
  }

  @Test
  void connectionsOfAllThreadsAreRecordedByTheBarrier() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server)) {
      List<Socket> open = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Socket client = relay.connect();
        open.add(client);
        open.add(Relay.accept(server));
      }
      for (int i = 0; i < open.size(); i += 2) {
        open.get(i).getOutputStream().write(new byte[i + 1]);
      }

      relay.drain();

      for (int i = 0; i < 20; i++) {
        assertThat(relay.witnesses().get(i).count(FRONTEND)).isEqualTo(2L * i + 1);
      }
      for (Socket socket : open) {
        Relay.hangUp(socket);
      }
    }
  }

  private SelectorLoop join() {
    SelectorLoop loop = loops.next();
    loop.joined();
    return loop;
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(NAME))
        .toList();
  }
}
