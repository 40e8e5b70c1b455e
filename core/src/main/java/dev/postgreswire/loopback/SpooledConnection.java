package dev.postgreswire.loopback;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.SteadyClock;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Direction;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Consumer;

/** A connection that goes through an {@link ImpatientSpool}. */
final class SpooledConnection implements WireSink.Connection {
  /** How much is put into the queue at a time: larger pieces would not be bounded by it. */
  private static final int PIECE = 1 << 16;

  private final ImpatientSpool spool;
  private final int id;
  private final ConnectionOrigin origin;
  private final Instant openedAt;
  private final SteadyClock clock;
  private volatile boolean forgotten;

  /** Guarded by the queue's lock; null while nothing is left out. */
  private Shortfall shortfall;

  /** Of the writer's thread only. */
  private WireSink.Connection target;

  /** Of the writer's thread only. */
  private boolean lostBytes;

  SpooledConnection(ImpatientSpool spool, int id, ConnectionOrigin origin, Instant openedAt) {
    this.spool = spool;
    this.id = id;
    this.origin = origin;
    this.openedAt = openedAt;
    this.clock = SteadyClock.since(openedAt);
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
    while (bytes.hasRemaining()) {
      int count = Math.min(PIECE, bytes.remaining());
      Runnable counting = () -> leaveOut(direction, count, time);
      if (forgotten || spool.leaveOut(counting)) {
        bytes.position(bytes.position() + count);
      } else {
        byte[] copy = new byte[count];
        bytes.get(copy);
        // What waits for a disk is the first that has to go when the application needs the memory.
        SoftReference<byte[]> waiting = new SoftReference<>(copy);
        spool.put(count, () -> tell(direction, waiting.get(), count, time), counting);
      }
    }
  }

  /** Tells bytes, or that there was no memory for them, in the writer's thread. */
  private void tell(Direction direction, byte[] bytes, int count, Instant time) {
    if (bytes != null) {
      target.bytes(direction, ByteBuffer.wrap(bytes), time);
      return;
    }
    target.gap(direction, count, time);
    spool.lost(count);
    if (!lostBytes) {
      lostBytes = true;
      target.note(
          "left out, because the application needed the memory: bytes here, and perhaps later",
          time);
    }
  }

  private void leaveOut(Direction direction, long count, Instant time) {
    spool.count(count);
    spool.shortfall(this, time).bytes(direction, count);
  }

  @Override
  public void writtenBy(Caller caller, long from) {
    put(
        () -> target.writtenBy(caller, from),
        () -> spool.shortfall(this, now()).writtenBy(caller, from));
  }

  @Override
  public void gap(Direction direction, long count, Instant time) {
    put(
        () -> target.gap(direction, count, time),
        () -> spool.shortfall(this, time).bytes(direction, count));
  }

  @Override
  public void ended(Direction direction, Instant time) {
    Consumer<WireSink.Connection> event = connection -> connection.ended(direction, time);
    put(() -> event.accept(target), () -> spool.shortfall(this, time).later(event));
  }

  @Override
  public void closed(Ending how, String detail, Instant time) {
    put(
        () -> target.closed(how, detail, time),
        () -> spool.shortfall(this, time).closing(how, detail, time));
    spool.closed(this);
  }

  @Override
  public void note(String text, Instant time) {
    put(() -> target.note(text, time), () -> spool.shortfall(this, time).remark(text, time));
  }

  private void put(Runnable action, Runnable otherwise) {
    if (!forgotten) {
      spool.put(0, action, otherwise);
    }
  }

  /** Nothing is told of it at all. */
  void forget() {
    forgotten = true;
  }

  Shortfall shortfall(Instant time) {
    if (shortfall == null) {
      shortfall = new Shortfall(time);
    }
    return shortfall;
  }

  Shortfall takeShortfall() {
    Shortfall taken = shortfall;
    shortfall = null;
    return taken;
  }

  /** Begins to be told, in the writer's thread. */
  void open(WireSink sink) {
    target = sink.opened(origin, openedAt);
  }

  /** Tells what was left out, in the writer's thread. */
  void tell(Shortfall missing, WireSink sink) {
    if (missing.isOpening()) {
      target = sink.opened(missing.hasBytes() ? partial() : origin, openedAt);
    }
    missing.tell(target);
  }

  private ConnectionOrigin partial() {
    return new ConnectionOrigin(
        origin.server(), origin.client(), origin.caller(), origin.openedBy(), true);
  }

  /** Ends it, in the writer's thread, unless its beginning came too late to be told. */
  void end(Ending how, String detail, Instant time) {
    if (target != null) {
      target.closed(how, detail, time);
    }
  }
}
