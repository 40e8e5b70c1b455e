package dev.postgreswire.loopback;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.SteadyClock;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Stands between the relaying and whatever writes to a disk: copies what it is told into a bounded
 * queue, from which one thread tells another sink, in the same order.
 *
 * <p>Nothing is dropped: who tells more than the queue holds waits, and so, in the end, do the
 * peers. When the other sink fails, that is said once, and what is told from then on goes nowhere;
 * the relaying goes on.
 *
 * <p>Safe for use by several threads.
 */
public final class Spool implements WireSink, AutoCloseable {
  private final SpoolQueue queue;
  private final SpoolWriter writer;
  private final WireSink target;
  private int opened;

  private Spool(WireSink target, Options options) {
    this.target = target;
    this.queue = new SpoolQueue(options.capacity());
    this.writer = new SpoolWriter(queue, options);
  }

  /**
   * Starts the thread.
   *
   * @param target what is told, by that thread alone
   */
  public static Spool open(WireSink target, Options options) {
    Spool spool = new Spool(target, options);
    spool.writer.start();
    return spool;
  }

  @Override
  public synchronized Connection opened(ConnectionOrigin origin, Instant time) {
    // Under one lock, so that the target counts as it is counted here.
    Spooled connection = new Spooled(++opened, SteadyClock.since(time));
    queue.put(0, () -> connection.target = target.opened(origin, time));
    return connection;
  }

  @Override
  public void secret(TlsSecret secret) {
    queue.put(0, () -> target.secret(secret));
  }

  @Override
  public void missed(MissedConnection connection) {
    queue.put(0, () -> target.missed(connection));
  }

  /** Returns how many bytes wait for the thread, with what it takes to keep them. */
  public long held() {
    return queue.held();
  }

  /**
   * Ends the thread, and returns when it has told all there was. What comes after that is dropped,
   * so close what tells first.
   */
  @Override
  public void close() {
    queue.end();
    writer.join();
  }

  /**
   * How a {@link Spool} works.
   *
   * @param capacity how many bytes may wait
   * @param period how often there is upkeep at least
   * @param upkeep done by the thread each period, and once at the end
   * @param onFailure told what the target or the upkeep threw: the target once
   */
  public record Options(
      long capacity, Duration period, Runnable upkeep, Consumer<Throwable> onFailure) {}

  /** What the source tells, in the form in which it waits. */
  private final class Spooled implements Connection {
    private final int id;
    private final SteadyClock clock;
    // Of the writer's thread only.
    private Connection target;

    Spooled(int id, SteadyClock clock) {
      this.id = id;
      this.clock = clock;
    }

    @Override
    public int id() {
      return id;
    }

    @Override
    public Instant now() {
      return clock.instant();
    }

    @Override
    public void bytes(Direction direction, ByteBuffer bytes, Instant time) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      queue.put(copy.length, () -> target.bytes(direction, ByteBuffer.wrap(copy), time));
    }

    @Override
    public void writtenBy(Caller caller, long from) {
      queue.put(0, () -> target.writtenBy(caller, from));
    }

    @Override
    public void gap(Direction direction, long count, Instant time) {
      queue.put(0, () -> target.gap(direction, count, time));
    }

    @Override
    public void ended(Direction direction, Instant time) {
      queue.put(0, () -> target.ended(direction, time));
    }

    @Override
    public void closed(Ending how, String detail, Instant time) {
      queue.put(0, () -> target.closed(how, detail, time));
    }

    @Override
    public void note(String text, Instant time) {
      queue.put(0, () -> target.note(text, time));
    }
  }
}
