package dev.postgreswire.loopback;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A {@link Spool} for those that must not wait for a disk: an application that is recorded. When
 * the queue is full, all that find it so wait for a bounded time in all. From then on what comes is
 * left out and counted, until the queue is half empty; then each connection is told what it misses,
 * as a gap and a note, and goes on.
 *
 * <p>What waits gives way when the memory is needed: bytes that had to go are a gap, too.
 *
 * <p>Of 1,000 connections that open in the meantime it is known that they did; those beyond are
 * counted, and told as one that is missed.
 *
 * <p>Safe for use by several threads.
 */
public final class ImpatientSpool implements WireSink {
  private static final int MOST_BEHIND = 1000;
  private static final int MOST_LATE = 1000;

  private final Target target;
  private final SpoolQueue queue;
  private final SpoolWriter writer;
  private final ReentrantLock opening = new ReentrantLock();
  private final AtomicBoolean said = new AtomicBoolean();
  private final Set<SpooledConnection> open = ConcurrentHashMap.newKeySet();
  private int opened;

  // Guarded by the queue's lock.
  private final Set<SpooledConnection> behind = new LinkedHashSet<>();
  private final List<Runnable> late = new ArrayList<>();
  private long leftOutBytes;
  private long leftOutConnections;
  private long untold;

  /** What the spool writes to, and who looks after it. All but the last is called by one thread. */
  public interface Target {
    /** Returns what is told. */
    WireSink sink();

    /** Is done each period, and before {@link #end}. */
    void upkeep();

    /** Nothing follows. */
    void end();

    /** The sink, the upkeep or the end threw this. */
    void failed(Throwable cause);

    /** Something is left out, for the first time. Called by the thread of whom it was told. */
    void leavesOut();
  }

  /**
   * How it works.
   *
   * @param capacity how many bytes may wait
   * @param patience for how long those who find it full wait in all, each time it gets full
   * @param period how often there is upkeep at least
   */
  public record Options(long capacity, Duration patience, Duration period) {}

  private ImpatientSpool(Target target, Options options) {
    this.target = target;
    this.queue = new SpoolQueue(options.capacity, options.patience.toNanos(), this::catchUp);
    this.writer =
        new SpoolWriter(
            queue,
            new Spool.Options(options.capacity, options.period, target::upkeep, target::failed),
            target::end);
  }

  /** Starts the thread that writes. */
  public static ImpatientSpool open(Target target, Options options) {
    ImpatientSpool spool = new ImpatientSpool(target, options);
    spool.writer.start();
    return spool;
  }

  @Override
  public Connection opened(ConnectionOrigin origin, Instant time) {
    // So that the target counts as it is counted here, as long as nothing is left out.
    opening.lock();
    try {
      SpooledConnection connection = new SpooledConnection(this, ++opened, origin, time);
      open.add(connection);
      put(0, () -> connection.open(target.sink()), () -> beginLate(connection, time));
      return connection;
    } finally {
      opening.unlock();
    }
  }

  private void beginLate(SpooledConnection connection, Instant time) {
    leftOutConnections++;
    if (behind.size() < MOST_BEHIND) {
      shortfall(connection, time).opening();
    } else {
      untold++;
      connection.forget();
      open.remove(connection);
    }
  }

  @Override
  public void secret(TlsSecret secret) {
    Runnable telling = () -> target.sink().secret(secret);
    put(0, telling, () -> later(telling));
  }

  @Override
  public void missed(MissedConnection connection) {
    Runnable telling = () -> target.sink().missed(connection);
    put(0, telling, () -> later(telling));
  }

  private void later(Runnable telling) {
    if (late.size() < MOST_LATE) {
      late.add(telling);
    }
  }

  /** Tells something, or leaves it out. */
  void put(int size, Runnable action, Runnable otherwise) {
    if (!queue.put(size, action, otherwise) && said.compareAndSet(false, true)) {
      target.leavesOut();
    }
  }

  /** Counts bytes without a copy of them, if they are to be left out. */
  boolean leaveOut(Runnable counting) {
    return queue.leaveOut(counting);
  }

  /** Returns what is left out of a connection; to be called under the queue's lock. */
  Shortfall shortfall(SpooledConnection connection, Instant time) {
    behind.add(connection);
    return connection.shortfall(time);
  }

  /** So many bytes are left out; to be called under the queue's lock. */
  void count(long bytes) {
    leftOutBytes += Math.max(0, bytes);
  }

  /** So many bytes waited, and the application needed their memory. */
  void lost(int count) {
    queue.get(() -> leftOutBytes += count);
  }

  void closed(SpooledConnection connection) {
    open.remove(connection);
  }

  /** Nothing is left out any more: first comes what can be told of what was. */
  private void catchUp() {
    late.forEach(queue::append);
    late.clear();
    for (SpooledConnection connection : behind) {
      Shortfall shortfall = connection.takeShortfall();
      queue.append(() -> connection.tell(shortfall, target.sink()));
    }
    behind.clear();
    if (untold > 0) {
      String text =
          untold
              + " connections are left out: the recording could not be written as fast as it came";
      untold = 0;
      MissedConnection missed = new MissedConnection("", Caller.UNKNOWN, text, Instant.now());
      queue.append(() -> target.sink().missed(missed));
    }
  }

  /**
   * What has been left out until now.
   *
   * @param bytes of all connections
   * @param connections whose beginning was left out
   */
  public record LeftOut(long bytes, long connections) {}

  /** Returns what has been left out until now. */
  public LeftOut leftOut() {
    return queue.get(() -> new LeftOut(leftOutBytes, leftOutConnections));
  }

  /** Returns how many bytes wait for the thread, with what it takes to keep them. */
  public long held() {
    return queue.held();
  }

  /** Takes nothing any more, because it cannot be written. */
  public void stop() {
    queue.end();
  }

  /**
   * Takes nothing any more, says of the connections that are open that the recording ended, and
   * waits for the thread to write it all.
   *
   * @param detail why it ends
   * @param most how long to wait
   * @return whether it was all written by then
   */
  public boolean close(String detail, Duration most) {
    queue.end(
        () ->
            open.stream()
                .sorted(Comparator.comparing(SpooledConnection::id))
                .forEach(each -> end(each, detail)));
    return writer.join(most);
  }

  private void end(SpooledConnection connection, String detail) {
    Instant now = connection.now();
    queue.append(() -> connection.end(Ending.RECORDER_CLOSED, detail, now));
  }
}
