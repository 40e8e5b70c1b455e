package dev.postgreswire.agent.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.billing.InvoiceRepository;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StackCallersTest {
  private final Callers callers = create();

  Callers create() {
    return new StackCallers();
  }

  @Test
  void theCallerIsTheInnermostFrameOfTheApplication() throws Exception {
    Caller caller = InvoiceRepository.call(callers::current);

    assertThat(caller.frame())
        .isEqualTo("com.example.billing.InvoiceRepository.call(InvoiceRepository.java:30)");
    assertThat(caller.place()).isEqualTo("InvoiceRepository.java:30");
    assertThat(caller.thread()).isEqualTo(Thread.currentThread().getName());
  }

  @Test
  void linesOfOneMethodAreToldApartEachTime() throws Exception {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      places.addAll(
          InvoiceRepository.callTwice(callers::current).stream().map(Caller::place).toList());
    }

    assertThat(places)
        .containsExactly(
            "InvoiceRepository.java:53",
            "InvoiceRepository.java:54",
            "InvoiceRepository.java:53",
            "InvoiceRepository.java:54",
            "InvoiceRepository.java:53",
            "InvoiceRepository.java:54");
  }

  @Test
  void whatTheJdkCallsInBetweenIsPassedOver() {
    Caller caller =
        InvoiceRepository.callFromLambda(
                () -> CompletableFuture.completedFuture(1).thenApply(x -> callers.current()).get())
            .get(0);

    assertThat(caller.frame())
        .isEqualTo("com.example.billing.InvoiceRepository.unchecked(InvoiceRepository.java:45)");
  }

  @Test
  void ofAnEventLoopOnlyTheThreadIsKnown() throws Exception {
    ExecutorService loop =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "reactor-tcp-epoll-1"));
    try {
      assertThat(loop.submit(callers::current).get())
          .isEqualTo(Caller.inThread("reactor-tcp-epoll-1"));
    } finally {
      loop.shutdown();
    }
  }

  @Test
  void aVirtualThreadHasItsOwnStackAndAName() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads are in JDK 21 and later");
    FutureTask<Caller> task = new FutureTask<>(() -> InvoiceRepository.call(callers::current));
    Thread thread =
        (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);

    assertThat(task.get().place()).isEqualTo("InvoiceRepository.java:30");
    assertThat(task.get().thread()).isEqualTo("VirtualThread#" + thread.getId());
  }

  @Test
  void aDeepStackIsNotWalkedToItsEnd() throws Exception {
    assertThat(InvoiceRepository.call(() -> recurse(300)).place())
        .isEqualTo("InvoiceRepository.java:30");
    assertThat(InvoiceRepository.call(() -> recurse(500)))
        .isEqualTo(Caller.inThread(Thread.currentThread().getName()));
  }

  private Caller recurse(int frames) {
    return frames == 0 ? callers.current() : recurse(frames - 1);
  }

  @Test
  void aStackThatIsFullMakesNoOtherError() {
    AtomicInteger fitting = new AtomicInteger();
    assertThatThrownBy(() -> fill(Integer.MAX_VALUE, fitting))
        .isInstanceOf(StackOverflowError.class);

    assertThat(fitting).hasPositiveValue();
    assertThat(callers.current().thread()).isEqualTo(Thread.currentThread().getName());
  }

  /** Asks at every depth from which it fits, the deepest first. */
  private void fill(int more, AtomicInteger fitting) {
    try {
      if (more > 0) {
        fill(more - 1, fitting);
      }
    } catch (StackOverflowError e) {
      if (fitting.get() < 5) {
        callers.current();
        fitting.incrementAndGet();
      }
      throw e;
    }
  }

  @Test
  void aDriverIsPassedOver() throws Exception {
    String factory = "socketFactory=" + WatchedSockets.class.getName();
    try (Connection connection = TestServer.v(18).connect(TestRole.SCRAM, factory)) {
      WatchedSockets.WRITERS.clear();
      assertThat(new InvoiceRepository(connection).count()).isEqualTo(42);
    }

    assertThat(WatchedSockets.WRITERS)
        .first()
        .extracting(Caller::frame)
        .isEqualTo("com.example.billing.InvoiceRepository.count(InvoiceRepository.java:22)");
  }
}
