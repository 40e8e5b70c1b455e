package dev.postgreswire.recording;

import dev.postgreswire.wire.Frame;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Passes on the messages that fit a filter, and what happened to their connections. */
final class FilteringListener implements RecordingListener {
  /** So many events of a connection wait for its first message that fits. */
  private static final int MOST_WAITING = 100;

  private final MessageFilter filter;
  private final RecordingListener listener;
  private final MessageTracker tracker = new MessageTracker();

  /** What waits for the first message of its connection that fits; null when that has come. */
  private final Map<Integer, List<Event>> waiting = new HashMap<>();

  private interface Event {
    void tell(RecordingListener to) throws IOException;
  }

  FilteringListener(MessageFilter filter, RecordingListener listener) {
    this.filter = filter;
    this.listener = listener;
  }

  @Override
  public void opened(ConnectionOpened connection) throws IOException {
    List<Event> events = new ArrayList<>();
    events.add(to -> to.opened(connection));
    waiting.put(connection.id(), events);
  }

  @Override
  public void continued(ConnectionContinued connection) throws IOException {
    tracker.take(connection);
    tell(connection.id(), to -> to.continued(connection));
  }

  @Override
  public void tls(int connectionId, Instant time, TlsSession session) throws IOException {
    tell(connectionId, to -> to.tls(connectionId, time, session));
  }

  @Override
  public void note(int connectionId, Instant time, String text) throws IOException {
    tell(connectionId, to -> to.note(connectionId, time, text));
  }

  private void tell(int connectionId, Event event) throws IOException {
    List<Event> events = waiting.get(connectionId);
    if (events == null) {
      event.tell(listener);
    } else if (events.size() < MOST_WAITING) {
      events.add(event);
    }
  }

  @Override
  public void message(RecordedMessage message) throws IOException {
    if (!filter.matches(tracker.take(message))) {
      return;
    }
    List<Event> events = waiting.put(message.connectionId(), null);
    if (events != null) {
      for (Event event : events) {
        event.tell(listener);
      }
    }
    pass(message);
  }

  private void pass(RecordedMessage message) throws IOException {
    int id = message.connectionId();
    Frame frame = message.frame();
    listener.wire(id, message.time(), frame.direction(), frame.bytes().toByteBuffer());
    if (frame.isCut()) {
      long missing = frame.size() - frame.bytes().length();
      listener.gap(id, message.time(), frame.direction(), missing);
    }
    listener.message(message);
  }

  /** It is not known whether one of its messages would fit, so it is told. */
  @Override
  public void missed(MissedConnection connection) throws IOException {
    listener.missed(connection);
  }

  @Override
  public void closed(ConnectionClosed connection) throws IOException {
    tracker.closed(connection.id());
    if (waiting.remove(connection.id()) == null) {
      listener.closed(connection);
    }
  }
}
