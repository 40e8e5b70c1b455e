package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Tells a listener of a recording, in the order of time, one message of each connection at once.
 */
final class Walk {
  private final RecordingListener listener;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(Comparator.comparing(Head::time).thenComparing(Head::connectionId));

  /** What comes next on a connection, and what comes after that. */
  private record Head(int connectionId, Instant time, Step step, Iterator<Head> rest) {}

  private interface Step {
    void tell() throws IOException;
  }

  Walk(RecordingListener listener) {
    this.listener = listener;
  }

  void over(Recording recording) throws IOException {
    for (RecordedConnection connection : recording.connections()) {
      push(new Steps(connection));
    }
    while (!heads.isEmpty()) {
      Head head = heads.remove();
      head.step().tell();
      push(head.rest());
    }
  }

  /** Tells of a message and its bytes. */
  static void tell(RecordedMessage message, RecordingListener listener) throws IOException {
    int id = message.connectionId();
    Frame frame = message.frame();
    listener.wire(id, message.time(), frame.direction(), frame.bytes().toByteBuffer());
    if (frame.isCut()) {
      long missing = frame.size() - frame.bytes().length();
      listener.gap(id, message.time(), frame.direction(), missing);
    }
    listener.message(message);
  }

  private void push(Iterator<Head> steps) {
    if (steps.hasNext()) {
      heads.add(steps.next());
    }
  }

  /** The steps of one connection, made when they are due. */
  private final class Steps implements Iterator<Head> {
    private final RecordedConnection connection;
    private final List<RecordedMessage> messages;
    private final List<Step> last = new ArrayList<>();
    private boolean opened;
    private int next;
    private Instant latest;

    Steps(RecordedConnection connection) {
      this.connection = connection;
      this.messages = connection.messages();
      this.latest = connection.openedAt();
      connection.tls().ifPresent(tls -> last.add(() -> tls(tls)));
      connection.notes().forEach(note -> last.add(() -> note(note)));
      connection.closedAt().ifPresent(time -> last.add(() -> closed(time)));
    }

    @Override
    public boolean hasNext() {
      return !opened || next < messages.size() + last.size();
    }

    @Override
    public Head next() {
      if (!opened) {
        opened = true;
        return step(this::open);
      }
      int index = next++;
      if (index >= messages.size()) {
        return step(last.get(index - messages.size()));
      }
      RecordedMessage message = messages.get(index);
      latest = message.time();
      return step(() -> tell(message, listener));
    }

    private Head step(Step step) {
      return new Head(connection.id(), latest, step, this);
    }

    private void open() throws IOException {
      listener.opened(
          new RecordingListener.ConnectionOpened(
              connection.id(), connection.openedAt(), connection.origin()));
      if (!messages.isEmpty() && messages.get(0).index() > 0) {
        listener.continued(
            new RecordingListener.ConnectionContinued(
                connection.id(), exchangesBefore(), connection.preparedBefore()));
      }
    }

    private int exchangesBefore() {
      List<Exchange> exchanges = connection.exchanges();
      return exchanges.isEmpty() ? 0 : exchanges.get(0).index();
    }

    private void tls(TlsSession session) throws IOException {
      listener.tls(connection.id(), latest, session);
    }

    private void note(String note) throws IOException {
      listener.note(connection.id(), latest, note);
    }

    private void closed(Instant time) throws IOException {
      listener.closed(
          new RecordingListener.ConnectionClosed(
              connection.id(),
              time,
              connection.ending(),
              connection.endDetail(),
              connection.bytes(Direction.FRONTEND),
              connection.bytes(Direction.BACKEND)));
    }
  }
}
