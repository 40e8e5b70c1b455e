package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Takes what happens on one connection, from whatever source. A source calls {@link #bytes} before
 * it passes the bytes on.
 *
 * <p>Safe for use by several threads; the bytes of one direction must come in order. Nothing here
 * throws into the source, whatever the bytes are.
 */
public final class ConnectionRecorder implements WireSink.Connection {
  /** Messages up to the first ReadyForQuery; some 20 to 30 is what is usual. */
  private static final int LONGEST_HANDSHAKE = 200;

  /** How many messages are forgotten at a time at least, where there are so many. */
  private static final int FEWEST = 256;

  /** How many messages are passed over at a time at most, while the relay waits. */
  private static final int MOST_PASSED = 4096;

  /** Messages that an exchange has at least before it is forgotten in the middle. */
  private static final int LONG = 1024;

  private final int id;
  private final Recorder recorder;
  private final ConnectionOrigin origin;
  private final Instant openedAt;
  private final ConnectionLog log;
  private List<TimedNote> notes = List.of();
  private List<TimedGap> gaps = List.of();
  private Checkpoint checkpoint;
  private Ending firstEnd = Ending.OPEN;
  private Ending ending = Ending.OPEN;
  private String endDetail = "";
  private Instant closedAt;
  private boolean hasGaps;
  private boolean released;
  private volatile boolean spent;

  ConnectionRecorder(int id, Recorder recorder, ConnectionOrigin origin, Instant openedAt) {
    this.id = id;
    this.recorder = recorder;
    this.origin = origin;
    this.openedAt = openedAt;
    this.checkpoint = Checkpoint.start(id, recorder.began());
    this.log = new ConnectionLog(recorder.budget(), recorder.decryptors(), origin.partial());
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public Instant now() {
    return recorder.now();
  }

  String server() {
    return origin.server();
  }

  @Override
  public void bytes(Direction direction, ByteBuffer bytes) {
    synchronized (this) {
      append(direction, bytes, recorder.nanos());
    }
    recorder.keepWithinLimit();
  }

  @Override
  public void bytes(Direction direction, ByteBuffer bytes, Instant time) {
    synchronized (this) {
      append(direction, bytes, recorder.nanosAt(time));
    }
    recorder.keepWithinLimit();
  }

  private void append(Direction direction, ByteBuffer bytes, long nanos) {
    if (spent) { // it was not over
      spent = false;
    }
    log.append(direction, bytes, nanos);
  }

  @Override
  public synchronized void writtenBy(Caller caller, long from) {
    if (!released) {
      log.writtenBy(recorder.callers().one(caller), from);
    }
  }

  @Override
  public void plaintext(Direction direction, ByteBuffer plaintext, Instant time) {
    synchronized (this) {
      if (!released) {
        spent = false;
        log.plaintext(direction, plaintext, recorder.nanosAt(time));
      }
    }
    recorder.keepWithinLimit();
  }

  @Override
  public synchronized void gap(Direction direction, long count, Instant time) {
    showWitness();
    hasGaps = true;
    if (!log.gap(direction, count, recorder.nanosAt(time))) {
      gaps = with(gaps, new TimedGap(time, direction, count));
    }
  }

  /**
   * Records that {@code direction} will send nothing more (a half-close). Until {@link #closed}
   * knows better, the connection counts as closed by whoever ended first: an application that has
   * closed its connection need not wait for the server's end of it to find that recorded.
   */
  @Override
  public synchronized void ended(Direction direction, Instant time) {
    log.finish(direction, recorder.nanosAt(time));
    if (firstEnd == Ending.OPEN) {
      firstEnd =
          direction == Direction.FRONTEND ? Ending.CLOSED_BY_CLIENT : Ending.CLOSED_BY_SERVER;
    }
  }

  @Override
  public void closed(Ending how, String detail, Instant time) {
    synchronized (this) {
      if (ending != Ending.OPEN || how == Ending.OPEN) {
        return;
      }
      log.finish(Direction.FRONTEND, recorder.nanosAt(time));
      log.finish(Direction.BACKEND, recorder.nanosAt(time));
      ending = how;
      endDetail = detail;
      closedAt = time;
      showWitness();
    }
    recorder.letGo(this);
    shrink();
  }

  /** Nothing more is expected. What was let go already need not be made small. */
  private synchronized void shrink() {
    if (!released) {
      log.shrink();
    }
  }

  @Override
  public synchronized void note(String text, Instant time) {
    notes = with(notes, new TimedNote(time, text));
  }

  /** Most connections have nothing of the kind, and no list then. */
  private static <T> List<T> with(List<T> list, T more) {
    List<T> all = list.isEmpty() ? new ArrayList<>(1) : list;
    all.add(more);
    return all;
  }

  /** Returns what is there by now; empty if another thread has let all of it go. */
  synchronized Optional<ConnectionSnapshot> snapshotIfThere() {
    return released ? Optional.empty() : Optional.of(snapshot(0, true));
  }

  synchronized ConnectionSnapshot snapshot(int from, boolean openedInWindow) {
    log.retry();
    showWitness();
    return new ConnectionSnapshot(
        id,
        origin,
        recorder.began(),
        openedAt,
        openedInWindow,
        Optional.ofNullable(closedAt),
        ending == Ending.OPEN ? firstEnd : ending,
        endDetail,
        List.copyOf(notes),
        List.copyOf(gaps),
        log.view(),
        log.tls(),
        checkpoint,
        from);
  }

  /** Returns the number of the next frame. */
  synchronized int end() {
    return log.end();
  }

  /**
   * Forgets what comes before frame {@code upTo}, as far as the connection can be understood
   * without it.
   */
  void forgetBefore(int upTo) {
    // Decoding may take a while: the relay need not wait for it.
    if (upTo > checkpointed()) {
      advanced(upTo).ifPresent(this::adopt);
    }
  }

  /** Returns how far it can be forgotten; empty if another thread has let all of it go. */
  Optional<Checkpoint> advanced(int upTo) {
    return moved(upTo, (from, view) -> from.advance(view, Math.min(upTo, view.end())));
  }

  /**
   * Forgets the older half, in the middle of an exchange if it must: one that never ends, such as a
   * replication's, would be listed message by message for ever. What is short stays.
   */
  void dropOlderHalf() {
    if (isLong()) {
      int upTo = middle();
      moved(upTo, (from, view) -> from.force(view, Math.min(upTo, view.end())))
          .ifPresent(this::adopt);
    }
  }

  private synchronized int middle() {
    return log.first() + (log.end() - log.first()) / 2;
  }

  private synchronized boolean isLong() {
    return log.end() - log.first() >= LONG;
  }

  private Optional<Checkpoint> moved(int upTo, BiFunction<Checkpoint, LogView, Checkpoint> how) {
    LogView view;
    Checkpoint from;
    synchronized (this) {
      if (released) {
        return Optional.empty();
      }
      from = checkpoint;
      if (upTo <= from.index()) {
        return Optional.of(from); // without a view: what it shows has to be kept as it is
      }
      view = log.readable();
    }
    return Optional.of(how.apply(from, view));
  }

  /** Forgets what comes before a checkpoint, unless another thread has forgotten more. */
  synchronized void adopt(Checkpoint advanced) {
    if (!released && advanced.index() > checkpoint.index()) {
      showWitness();
      checkpoint = advanced;
      log.forgetBefore(advanced.index());
    }
  }

  /** Keeps the handshake apart from the log, where its frames may be cut then. */
  void keepHandshake() {
    if (checkpointed() == 0) {
      moved(
              LONGEST_HANDSHAKE,
              (from, view) -> from.next(view, Math.min(LONGEST_HANDSHAKE, view.end())))
          .ifPresent(this::adopt);
    }
  }

  private synchronized int checkpointed() {
    return checkpoint.index();
  }

  synchronized boolean isOver() {
    return ending != Ending.OPEN;
  }

  /** Returns whether the client has ended it, though the server may not have done so yet. */
  synchronized boolean isLeftByClient() {
    return isOver() || firstEnd == Ending.CLOSED_BY_CLIENT;
  }

  /** Lets all of it go; what was read of it before lives on. */
  synchronized void release() {
    showWitness();
    released = true;
    log.release();
  }

  /** Shows what there is to whoever wants to see it before some of it is let go of. */
  synchronized void showWitness() {
    if (!released) {
      RecordingWitness.get().sees(this, log::readable, hasGaps);
    }
  }

  /** Returns when the first message that is there was complete. */
  synchronized long oldestNanos() {
    return log.oldestNanos();
  }

  /**
   * Forgets the oldest messages, as far as the connection can be understood without them.
   *
   * @param part which part of those that are there, about: 2 for half of them
   * @return whether there were any to forget
   */
  boolean forgetPart(int part) {
    LogView view;
    Checkpoint from;
    synchronized (this) {
      if (released) {
        return false;
      }
      if (passPart(part)) {
        return true;
      }
      view = log.readable();
      from = checkpoint;
    }
    // Decoding may take a while: the relay need not wait for it.
    Checkpoint advanced = from.advance(view, endOfPart(part, view));
    adopt(advanced);
    if (advanced.index() > from.index()) {
      return true;
    }
    spend();
    return false;
  }

  /** Tries without decoding: that is so soon done that who relays may wait for it. */
  private synchronized boolean passPart(int part) {
    LogView view = log.look();
    int most = Math.min(endOfPart(part, view), checkpoint.index() + MOST_PASSED);
    Checkpoint passed = checkpoint.pass(view, most);
    boolean moves = passed.index() > checkpoint.index();
    adopt(passed);
    return moves;
  }

  private static int endOfPart(int part, LogView view) {
    int there = view.end() - view.first();
    int count = Math.max(there / part, Math.min(FEWEST, there / 2));
    return view.afterReady(view.first() + count, FEWEST);
  }

  private synchronized void spend() {
    spent = isOver() && !isLong() && !log.canBeCut();
  }

  /**
   * Returns whether it is over, and there was nothing more to cut or to forget. Does not wait for
   * anybody.
   */
  boolean isSpent() {
    return spent;
  }

  synchronized long oldestStore(boolean alsoProtected) {
    return log.oldestStore(alsoProtected);
  }

  synchronized void cutOldest(boolean alsoProtected) {
    showWitness();
    log.cutOldest(alsoProtected);
  }

  /** A secret may have come for what waits. */
  synchronized void retry() {
    log.retry();
  }

  synchronized void giveUpWaiting(long most) {
    log.giveUpWaiting(most);
  }

  synchronized void cutOpenFrames() {
    log.cutOpenFrames();
  }
}
