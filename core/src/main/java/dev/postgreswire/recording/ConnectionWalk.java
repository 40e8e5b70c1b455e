package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Tells a listener of one connection, step by step: its messages, the TLS records they came in, and
 * what else happened, merged by time.
 */
final class ConnectionWalk {
  private final RecordedConnection connection;
  private final LogView log;
  private final List<RecordedMessage> messages;
  private final Optional<TlsFacts> tls;
  private final Deque<Event> events = new ArrayDeque<>();
  private boolean opened;
  private boolean closed;
  private int nextMessage;
  private int nextRecord;
  private int endOfRecords;

  /** What else happened. */
  private record Event(Instant time, Rank rank, Telling telling) {}

  private interface Telling {
    void tell(RecordingListener listener) throws IOException;
  }

  /** Of what happened at the same time, the first in this order comes first. */
  private enum Rank {
    GAP,
    NEGOTIATION,
    RECORD,
    OPAQUE_FRAME,
    EVENT,
    DECIPHERED_MESSAGE
  }

  ConnectionWalk(RecordedConnection connection) {
    this.connection = connection;
    this.log = connection.snapshot().view();
    this.messages = connection.messages();
    this.tls = connection.snapshot().tls();
    tls.ifPresent(
        facts -> {
          endOfRecords = facts.records().end();
          nextRecord = firstRecord(facts.records());
        });
    List<Event> all = new ArrayList<>();
    connection
        .replay()
        .tlsAgreedAt()
        .ifPresent(time -> connection.tls().ifPresent(session -> all.add(agreed(time, session))));
    for (TimedNote note : connection.replay().notes()) {
      all.add(new Event(note.time(), Rank.EVENT, to -> to.note(id(), note.time(), note.text())));
    }
    for (TimedGap gap : connection.snapshot().gaps()) {
      all.add(
          new Event(
              gap.time(), Rank.GAP, to -> to.gap(id(), gap.time(), gap.direction(), gap.count())));
    }
    all.sort(Comparator.comparing(Event::time).thenComparing(Event::rank));
    events.addAll(all);
  }

  private Event agreed(Instant time, TlsSession session) {
    return new Event(time, Rank.EVENT, to -> to.tls(id(), time, session));
  }

  /** Returns the first record that belongs to the window: none that came before its messages. */
  private int firstRecord(LogView records) {
    int first = records.first();
    if (!beginsLate()) {
      return first;
    }
    Instant from = messages.isEmpty() ? Instant.MAX : messages.get(0).time();
    while (first < records.end() && timeOfRecord(records, first).isBefore(from)) {
      first++;
    }
    return first;
  }

  private boolean beginsLate() {
    return messages.isEmpty() ? !connection.openedInWindow() : messages.get(0).index() > 0;
  }

  private int id() {
    return connection.id();
  }

  int connectionId() {
    return connection.id();
  }

  /** Returns when the next step happened. */
  Instant time() {
    if (!opened) {
      return connection.openedAt();
    }
    return switch (next()) {
      case RECORD -> timeOfRecord();
      case EVENT -> events.element().time();
      default -> nextMessage < messages.size() ? timeOfMessage() : connection.closedAt().get();
    };
  }

  boolean hasMore() {
    return nextMessage < messages.size()
        || nextRecord < endOfRecords
        || !events.isEmpty()
        || (connection.closedAt().isPresent() && !closed);
  }

  void tell(RecordingListener listener) throws IOException {
    if (!opened) {
      opened = true;
      open(listener);
      return;
    }
    switch (next()) {
      case RECORD -> record(listener);
      case EVENT -> events.remove().telling().tell(listener);
      default -> {
        if (nextMessage < messages.size()) {
          message(listener, messages.get(nextMessage++));
        } else {
          close(listener);
        }
      }
    }
  }

  /** Returns what comes next; the end of the connection counts as its last message. */
  private Rank next() {
    Rank best = nextMessage < messages.size() ? rankOfMessage() : Rank.DECIPHERED_MESSAGE;
    Instant time = nextMessage < messages.size() ? timeOfMessage() : Instant.MAX;
    if (nextRecord < endOfRecords && isFirst(timeOfRecord(), Rank.RECORD, time, best)) {
      time = timeOfRecord();
      best = Rank.RECORD;
    }
    if (!events.isEmpty()
        && isFirst(events.element().time(), events.element().rank(), time, best)) {
      best = Rank.EVENT;
    }
    return best;
  }

  private static boolean isFirst(Instant time, Rank rank, Instant other, Rank otherRank) {
    int order = time.compareTo(other);
    return order < 0 || (order == 0 && rank.compareTo(otherRank) < 0);
  }

  private Rank rankOfMessage() {
    int frame = firstIndex() + nextMessage;
    if (log.isDeciphered(frame)) {
      return Rank.DECIPHERED_MESSAGE;
    }
    FrameKind kind = log.kind(frame);
    return kind == FrameKind.TLS_RECORD || kind == FrameKind.UNFRAMED
        ? Rank.OPAQUE_FRAME
        : Rank.NEGOTIATION;
  }

  private int firstIndex() {
    return log.end() - messages.size();
  }

  private Instant timeOfMessage() {
    return connection.snapshot().began().plusNanos(log.nanos(firstIndex() + nextMessage));
  }

  private Instant timeOfRecord() {
    return timeOfRecord(tls.orElseThrow().records(), nextRecord);
  }

  private Instant timeOfRecord(LogView records, int record) {
    return connection.snapshot().began().plusNanos(records.nanos(record));
  }

  private void open(RecordingListener listener) throws IOException {
    Instant time = connection.openedAt();
    listener.opened(new RecordingListener.ConnectionOpened(id(), time, connection.origin()));
    if (!messages.isEmpty() && beginsLate()) {
      listener.continued(
          new RecordingListener.ConnectionContinued(
              id(), exchangesBefore(), connection.preparedBefore()));
    }
    if (beginsLate()) {
      for (Direction direction : Direction.values()) {
        long missing = bytesBefore(direction);
        if (missing > 0) {
          listener.gap(id(), time, direction, missing);
        }
      }
    }
    if (tls.isPresent()) {
      for (TlsSecret secret : tls.get().secrets()) {
        listener.secret(secret);
      }
    }
  }

  private int exchangesBefore() {
    List<Exchange> exchanges = connection.exchanges();
    return exchanges.isEmpty() ? 0 : exchanges.get(0).index();
  }

  /** Returns how many bytes on the wire came before those that will be told. */
  private long bytesBefore(Direction direction) {
    LogView wire = tls.map(TlsFacts::records).orElse(log);
    long bytes = connection.bytes(direction) - wire.pending(direction);
    for (int i = firstIndex(); i < log.end(); i++) {
      bytes -= log.direction(i) == direction && !log.isDeciphered(i) ? log.size(i) : 0;
    }
    for (int i = nextRecord; i < endOfRecords; i++) {
      bytes -= wire.direction(i) == direction ? wire.size(i) : 0;
    }
    return bytes;
  }

  private void record(RecordingListener listener) throws IOException {
    Instant time = timeOfRecord();
    wire(listener, time, tls.orElseThrow().records().frame(nextRecord++));
  }

  private void message(RecordingListener listener, RecordedMessage message) throws IOException {
    if (!log.isDeciphered(message.index())) {
      wire(listener, message.time(), message.frame());
    }
    listener.message(message);
  }

  private void wire(RecordingListener listener, Instant time, Frame frame) throws IOException {
    listener.wire(id(), time, frame.direction(), frame.bytes().toByteBuffer());
    if (frame.isCut()) {
      long missing = frame.size() - frame.bytes().length();
      listener.gap(id(), time, frame.direction(), missing);
    }
  }

  private void close(RecordingListener listener) throws IOException {
    closed = true;
    listener.closed(
        new RecordingListener.ConnectionClosed(
            id(),
            connection.closedAt().orElseThrow(),
            connection.ending(),
            connection.endDetail(),
            connection.bytes(Direction.FRONTEND),
            connection.bytes(Direction.BACKEND)));
  }
}
