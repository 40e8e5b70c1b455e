package dev.postgreswire.report;

import dev.postgreswire.recording.Exchange;
import dev.postgreswire.wire.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An exchange as the page reads it: its messages one after the other. Of one that is too large its
 * first messages are kept, its errors, its last ones, and how many there were in between.
 */
final class PageBlock {
  private static final int LAST = 64;
  private static final long LAST_BYTES = 256 << 10;
  private static final int MOST_ERRORS = 100;

  private final int connection;
  private final int number;
  private final Exchange.Kind kind;
  private final PageBytes first = new PageBytes();
  private final Deque<PageRecord> last = new ArrayDeque<>();
  private boolean complete;
  private boolean hasError;
  private int firstCount;
  private long keptBytes;
  private long lastBytes;
  private int rescued;
  private long droppedMessages;
  private long droppedBytes;

  /** Where it begins: to bring the exchanges into the order of time. */
  private long startNanos;

  /** What was left out of the recording before this exchange. */
  private PageLeftOut before = PageLeftOut.NOTHING;

  PageBlock(int connection, int number, Exchange.Kind kind) {
    this.connection = connection;
    this.number = number;
    this.kind = kind;
  }

  int connection() {
    return connection;
  }

  void complete() {
    complete = true;
  }

  boolean isComplete() {
    return complete;
  }

  /** Adds a message; it may later be left out if {@code full} and more follow. */
  void add(PageRecord record, long nanos, boolean full) {
    startNanos = isEmpty() ? nanos : startNanos;
    keptBytes += record.kept();
    hasError |= record.error();
    if (!full && last.isEmpty()) {
      write(first, record);
      firstCount++;
      return;
    }
    last.add(record);
    lastBytes += record.kept();
    while (last.size() > LAST || (lastBytes > LAST_BYTES && last.size() > 1)) {
      drop(last.remove());
    }
  }

  private void drop(PageRecord record) {
    lastBytes -= record.kept();
    if (record.error() && rescued < MOST_ERRORS) {
      rescued++;
      firstCount++;
      write(first, record);
    } else {
      keptBytes -= record.kept();
      droppedMessages++;
      droppedBytes += record.kept();
    }
  }

  /** Nothing more is added: what says the same of many messages can be told of these, too. */
  void settle() {
    for (PageRecord record : last) {
      Bytes unused = record.bytes();
    }
  }

  /** Takes over the messages of an exchange that turned out to be part of this one. */
  void take(PageBlock other) {
    startNanos = isEmpty() ? other.startNanos : Math.min(startNanos, other.startNanos);
    first.raw(Bytes.wrap(other.first.toByteArray()));
    firstCount += other.firstCount;
    other.last.forEach(record -> write(first, record));
    firstCount += other.last.size();
    keptBytes += other.keptBytes;
    droppedMessages += other.droppedMessages;
    droppedBytes += other.droppedBytes;
    hasError |= other.hasError;
  }

  private static void write(PageBytes out, PageRecord record) {
    out.number(record.bytes().length()).raw(record.bytes());
  }

  boolean hasError() {
    return hasError;
  }

  private boolean isEmpty() {
    return firstCount == 0 && last.isEmpty();
  }

  /** Returns how many messages are kept. */
  int messages() {
    return firstCount + last.size();
  }

  /** Returns how many bytes of the wire are kept. */
  long bytes() {
    return keptBytes;
  }

  /** Returns what was left out within it. */
  PageLeftOut leftOut() {
    return new PageLeftOut(0, droppedMessages, droppedBytes);
  }

  void setBefore(PageLeftOut leftOut) {
    before = leftOut;
  }

  PageLeftOut before() {
    return before;
  }

  /** Writes it as the page reads it. */
  void writeTo(PageBytes out) {
    out.number(connection).number(number).number(PageLetters.of(kind)).number(complete ? 1 : 0);
    out.signed(startNanos).number(firstCount).number(last.size());
    out.number(droppedMessages).number(droppedBytes);
    out.raw(Bytes.wrap(first.toByteArray()));
    last.forEach(record -> write(out, record));
  }
}
