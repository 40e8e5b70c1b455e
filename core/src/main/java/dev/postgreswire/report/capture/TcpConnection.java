package dev.postgreswire.report.capture;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/**
 * Puts the segments of one connection in order: each side's bytes once and as they were sent, and
 * nothing before what it acknowledges, for that is its cause.
 *
 * <p>What is missing is waited for. It will not come any more when the other side has acknowledged
 * it and a second or some packets went by, for then it was received, and the capture has lost it;
 * nor after a minute, nor when too much waits for it. Then it is a gap.
 */
final class TcpConnection {
  private static final int LATE_PACKETS = 64;
  private static final Duration LATE = Duration.ofSeconds(1);
  private static final Duration TOO_LATE = Duration.ofMinutes(1);
  private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);
  private static final int LIMIT = 8 << 20;

  /** Further apart than what of one connection is under way; where another begins is random. */
  private static final int FAR = 16 << 20;

  private final TcpStream one;
  private final TcpStream other;
  private final Backlog backlog;
  private final Dialog dialog;
  private final Facts facts;
  private long packets;
  private Instant now = Instant.EPOCH;

  /**
   * Begins a connection with nothing known of it.
   *
   * @param first who sends the first segment that was captured
   * @param second who receives it
   */
  TcpConnection(Endpoint first, Endpoint second, Backlog whole, Dialog dialog, Facts facts) {
    this.backlog = new Backlog(whole, LIMIT);
    this.one = new TcpStream(first, backlog);
    this.other = new TcpStream(second, backlog);
    this.dialog = dialog;
    this.facts = facts;
  }

  /** Returns who is told. */
  Dialog dialog() {
    return dialog;
  }

  /** Returns how much memory is taken by what waits. */
  long waiting() {
    return backlog.bytes();
  }

  /** Returns whether a segment belongs to another connection, later, between the same two ends. */
  boolean isOfAnother(TcpSegment segment) {
    TcpStream sender = sender(segment);
    if (segment.has(TcpSegment.SYN)) {
      boolean same = !sender.hasBegun() || sender.begins(segment.sequence() + 1);
      return !same && (dialog.isOver() || segment.opens());
    }
    long ahead = sender.hasBegun() ? sender.position(segment.sequence()) - sender.next() : 0;
    return dialog.isOver() && segment.length() > 0 && Math.abs(ahead) > FAR;
  }

  /** Returns whether a segment has data that was under way when the connection was reset. */
  boolean isAfterReset(TcpSegment segment) {
    TcpStream sender = sender(segment);
    return dialog.wasPostgres()
        && segment.length() > 0
        && !sender.hasEnded()
        && sender.position(segment.sequence()) + segment.length() > sender.next();
  }

  /** Takes the next segment. */
  void take(TcpSegment segment) {
    packets++;
    now = segment.time();
    dialog.seen(now);
    TcpStream sender = sender(segment);
    TcpStream receiver = peer(sender);
    if (segment.has(TcpSegment.RST)) {
      finish();
      dialog.reset(sender.endpoint(), now);
      return;
    }
    if (segment.has(TcpSegment.SYN)) {
      open(segment, sender, receiver);
    }
    long after =
        segment.has(TcpSegment.ACK)
            ? receiver.acknowledge(segment.acknowledgement())
            : TcpStream.NONE;
    carry(segment, sender, after);
    deliver();
    giveUpWhatIsLate(now);
    while (backlog.isFull()) {
      giveUpOldest();
    }
  }

  private void open(TcpSegment segment, TcpStream sender, TcpStream receiver) {
    if (!sender.hasBegun()) {
      sender.begin(segment.sequence() + 1);
    }
    if (segment.has(TcpSegment.ACK)) {
      dialog.accepted(receiver.endpoint(), now);
    } else {
      dialog.asked(sender.endpoint(), now);
    }
  }

  private void carry(TcpSegment segment, TcpStream sender, long after) {
    boolean ends = segment.has(TcpSegment.FIN);
    if (segment.length() == 0 && !ends) {
      return;
    }
    int sequence = segment.sequence() + (segment.has(TcpSegment.SYN) ? 1 : 0);
    if (!sender.hasBegun()) {
      sender.begin(sequence);
    }
    long at = sender.position(sequence);
    int there = segment.data().remaining();
    if (segment.length() > 0 && at + segment.length() <= sender.next()) {
      facts.repeated();
    }
    if (there > 0) {
      offer(sender, new Piece(Piece.Kind.DATA, at, there, segment.data(), after, packets, now));
    }
    if (segment.missing() > 0) {
      int cut = segment.missing();
      offer(sender, new Piece(Piece.Kind.CUT, at + there, cut, NO_BYTES, after, packets, now));
    }
    if (ends) {
      long end = at + segment.length();
      offer(sender, new Piece(Piece.Kind.END, end, 1, NO_BYTES, after, packets, now));
    }
  }

  private void offer(TcpStream sender, Piece piece) {
    if (sender.hasEnded() || piece.end() <= sender.next()) {
      return;
    }
    Piece fresh = piece.from() < sender.next() ? piece.part(sender.next(), piece.end()) : piece;
    boolean inOrder = fresh.from() == sender.next() && fresh.after() <= peer(sender).next();
    if (inOrder && backlog.bytes() == 0) {
      tell(sender, fresh);
    } else {
      sender.keep(fresh);
    }
  }

  private void deliver() {
    for (TcpStream ready = ready(); ready != null; ready = ready()) {
      tell(ready, ready.removeFirst());
    }
  }

  /** Returns the side whose first piece is to be told next, or null. */
  private TcpStream ready() {
    boolean first = isNext(one);
    boolean second = isNext(other);
    if (first && second) {
      boolean mayFirst = one.first().after() <= other.next();
      boolean maySecond = other.first().after() <= one.next();
      // Each after the other: acknowledgements lie, packets do not.
      boolean earlier = one.first().number() < other.first().number();
      return (mayFirst && (earlier || !maySecond)) || (earlier && !maySecond) ? one : other;
    }
    if (first) {
      return one.first().after() <= other.next() ? one : null;
    }
    return second && other.first().after() <= one.next() ? other : null;
  }

  private static boolean isNext(TcpStream stream) {
    return stream.isWaiting() && stream.first().from() == stream.next();
  }

  private void tell(TcpStream from, Piece piece) {
    switch (piece.kind()) {
      case DATA -> dialog.bytes(from.endpoint(), piece.data(), piece.time());
      case CUT -> dialog.gap(from.endpoint(), piece.length(), piece.time());
      case END -> {
        from.end();
        dialog.ended(from.endpoint(), piece.time());
      }
    }
    from.toldUpTo(piece.end());
  }

  /** Gives up what is too late at a time, which a packet of another connection may have told. */
  void giveUpWhatIsLate(Instant time) {
    now = time;
    giveUpWhatIsLate(one);
    giveUpWhatIsLate(other);
  }

  private void giveUpWhatIsLate(TcpStream stream) {
    Piece blocked = blockedBy(stream);
    while (blocked != null && isLate(stream, blocked)) {
      giveUp(stream, blocked);
      blocked = blockedBy(stream);
    }
  }

  /** Returns what waits for bytes of {@code stream} that are not there, or null. */
  private Piece blockedBy(TcpStream stream) {
    if (stream.isWaiting()) {
      return isNext(stream) ? null : stream.first();
    }
    TcpStream peer = peer(stream);
    return isNext(peer) && peer.first().after() > stream.next() ? peer.first() : null;
  }

  private boolean isLate(TcpStream stream, Piece blocked) {
    Instant since = blocked.time();
    return stream.acknowledged() > stream.next()
        ? packets - blocked.number() > LATE_PACKETS || now.isAfter(since.plus(LATE))
        : now.isAfter(since.plus(TOO_LATE));
  }

  private void giveUp(TcpStream stream, Piece blocked) {
    if (isEndOf(stream, blocked)) {
      long at = stream.next();
      tell(stream, new Piece(Piece.Kind.END, at, 1, NO_BYTES, 0, packets, blocked.time()));
      deliver();
      return;
    }
    long end = stream.isWaiting() ? blocked.from() : blocked.after();
    dialog.gap(stream.endpoint(), end - stream.next(), blocked.time());
    stream.toldUpTo(end);
    deliver();
  }

  /** One position is missing, and its acknowledgement ends the other side: that was the end. */
  private static boolean isEndOf(TcpStream stream, Piece blocked) {
    return !stream.isWaiting()
        && blocked.kind() == Piece.Kind.END
        && blocked.after() == stream.next() + 1;
  }

  private void giveUpOldest() {
    Piece first = blockedBy(one);
    Piece second = blockedBy(other);
    boolean isFirst = first != null && (second == null || first.number() < second.number());
    giveUp(isFirst ? one : other, isFirst ? first : second);
  }

  /** Waits for nothing any more. */
  void giveUpAll() {
    while (backlog.bytes() > 0) {
      giveUpOldest();
    }
  }

  /** Nothing more of it will come. */
  void finish() {
    giveUpAll();
    missed(one);
    missed(other);
  }

  /** The other side has it, and it was not captured. One alone is the end, which is no byte. */
  private void missed(TcpStream stream) {
    long missing = stream.acknowledged() - stream.next();
    if (missing > 1) {
      dialog.gap(stream.endpoint(), missing, now);
      stream.toldUpTo(stream.acknowledged());
    }
  }

  private TcpStream sender(TcpSegment segment) {
    return segment.from().equals(one.endpoint()) ? one : other;
  }

  private TcpStream peer(TcpStream stream) {
    return stream == one ? other : one;
  }
}
