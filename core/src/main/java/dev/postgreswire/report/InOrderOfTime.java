package dev.postgreswire.report;

import dev.postgreswire.recording.RecordedMessage;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** The messages of several connections in the order of time, one of each connection in memory. */
final class InOrderOfTime implements Iterator<RecordedMessage> {
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparing((Head head) -> head.message().time())
              .thenComparing(head -> head.message().connectionId()));

  private record Head(RecordedMessage message, Iterator<RecordedMessage> rest) {}

  InOrderOfTime(List<List<RecordedMessage>> connections) {
    connections.forEach(connection -> push(connection.iterator()));
  }

  private void push(Iterator<RecordedMessage> messages) {
    if (messages.hasNext()) {
      heads.add(new Head(messages.next(), messages));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public RecordedMessage next() {
    if (heads.isEmpty()) {
      throw new NoSuchElementException();
    }
    Head head = heads.remove();
    push(head.rest());
    return head.message();
  }
}
