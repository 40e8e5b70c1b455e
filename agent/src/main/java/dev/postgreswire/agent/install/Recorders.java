package dev.postgreswire.agent.install;

import dev.postgreswire.agent.AgentLog;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Who records at the time: the agent's own outputs, a test's recorder, both, or nobody. Whoever
 * comes while a connection is open is told of it as a partial one. Nobody who fails is told any
 * more, and nothing is thrown into the application.
 *
 * <p>Safe for use by several threads.
 */
public final class Recorders implements WireSink {
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger missed = new AtomicInteger();
  private final List<Drain> drains = new CopyOnWriteArrayList<>();
  private volatile List<WireSink> sinks = List.of();

  /** Creates one without anybody who records. */
  public Recorders() {}

  /** Waits until all that the application has written is told, on one of the ways it can take. */
  @FunctionalInterface
  public interface Drain {
    /**
     * Waits.
     *
     * @param most for how long
     * @return what is still under way then, a line or more; empty when nothing is
     */
    Optional<String> await(Duration most);
  }

  /** Returns whether anybody records. */
  public boolean isEmpty() {
    return sinks.isEmpty();
  }

  /** Returns how many record. */
  int count() {
    return sinks.size();
  }

  /** Returns how many connections could not be recorded so far. */
  int missedCount() {
    return missed.get();
  }

  /** Adds somebody who records from now on. */
  public synchronized void add(WireSink sink) {
    List<WireSink> more = new ArrayList<>(sinks);
    more.add(sink);
    sinks = List.copyOf(more);
  }

  /** Removes somebody, who is told nothing more. */
  public synchronized void remove(WireSink sink) {
    sinks = sinks.stream().filter(each -> each != sink).toList();
  }

  /** Has everyone who asks for all that was written wait for {@code drain} too. */
  public void onDrain(Drain drain) {
    drains.add(drain);
  }

  /**
   * Waits until every byte that the application had written before the call is told.
   *
   * @return what was pending when the time was over; empty when nothing was
   */
  public Optional<String> drain(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    for (Drain drain : drains) {
      Optional<String> pending =
          drain.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      if (pending.isPresent()) {
        return pending;
      }
    }
    return Optional.empty();
  }

  @Override
  public Connection opened(ConnectionOrigin origin, Instant time) {
    return new SharedConnection(opened.incrementAndGet(), this, origin, time);
  }

  @Override
  public void secret(TlsSecret secret) {
    sinks.forEach(sink -> tell(sink, it -> it.secret(secret)));
  }

  @Override
  public void missed(MissedConnection connection) {
    missed.incrementAndGet();
    sinks.forEach(sink -> tell(sink, it -> it.missed(connection)));
  }

  private void tell(WireSink sink, Consumer<WireSink> what) {
    try {
      what.accept(sink);
    } catch (Throwable e) {
      failed(sink, e);
    }
  }

  List<WireSink> sinks() {
    return sinks;
  }

  /** Somebody cannot record: he is left alone, and the application goes on. */
  synchronized void failed(WireSink sink, Throwable cause) {
    if (sinks.contains(sink)) {
      remove(sink);
      AgentLog.say("a recorder failed and records nothing more: " + cause);
    }
  }
}
