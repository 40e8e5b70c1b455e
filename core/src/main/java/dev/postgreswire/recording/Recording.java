package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was recorded: any number of connections to any number of servers. A value: what comes later
 * does not show.
 *
 * <p>Lists over several connections are in the order of time.
 */
public final class Recording {
  private final List<ConnectionSnapshot> snapshots;
  private final List<MissedConnection> missed;
  private List<RecordedConnection> connections;

  private Recording(
      List<ConnectionSnapshot> snapshots,
      List<MissedConnection> missed,
      List<RecordedConnection> connections) {
    this.snapshots = List.copyOf(snapshots);
    this.missed = List.copyOf(missed);
    this.connections = connections;
  }

  static Recording ofSnapshots(List<ConnectionSnapshot> snapshots, List<MissedConnection> missed) {
    return new Recording(snapshots, missed, null);
  }

  /** Returns a recording of {@code connections}, whose numbers differ. */
  public static Recording of(List<RecordedConnection> connections) {
    return new Recording(List.of(), List.of(), Cancels.link(connections));
  }

  /** Returns the part of it that some connections are. */
  public Recording only(Predicate<RecordedConnection> which) {
    List<RecordedConnection> kept = connections().stream().filter(which).toList();
    Set<Integer> ids = kept.stream().map(RecordedConnection::id).collect(Collectors.toSet());
    return new Recording(
        snapshots.stream().filter(snapshot -> ids.contains(snapshot.id())).toList(), missed, kept);
  }

  List<ConnectionSnapshot> snapshots() {
    return snapshots;
  }

  /** Returns the connections that were open at some time, in the order of opening. */
  public synchronized List<RecordedConnection> connections() {
    if (connections == null) {
      connections = Cancels.link(snapshots.stream().map(RecordedConnection::new).toList());
    }
    return connections;
  }

  /** Returns the connections that opened within the window. */
  public List<RecordedConnection> openedConnections() {
    return connections().stream().filter(RecordedConnection::openedInWindow).toList();
  }

  /**
   * Returns the connections that could not be recorded, also those from before the window: nobody
   * knows whether they are open still. Of very many only the last 1000.
   */
  public List<MissedConnection> missed() {
    return missed;
  }

  /** Returns the messages. */
  public List<RecordedMessage> messages() {
    return inTime(RecordedConnection::messages, Comparator.comparing(RecordedMessage::time));
  }

  /** Returns the exchanges: the round trips, and what else there was. */
  public List<Exchange> exchanges() {
    return inTime(RecordedConnection::exchanges, Comparator.comparing(Exchange::startedAt));
  }

  /** Returns the statements of all origins. */
  public List<Statement> statements() {
    return inTime(RecordedConnection::statements, Comparator.comparing(Statement::startedAt));
  }

  /** Returns the statements of one origin. */
  public List<Statement> statements(Origin origin) {
    return statements().stream().filter(statement -> statement.origin() == origin).toList();
  }

  /** Returns the transactions. */
  public List<Transaction> transactions() {
    return inTime(RecordedConnection::transactions, Comparator.comparing(Transaction::startedAt));
  }

  /** Returns the batches. */
  public List<Batch> batches() {
    return inTime(
        RecordedConnection::batches,
        Comparator.comparing(batch -> batch.statements().get(0).startedAt()));
  }

  /** Returns the errors. */
  public List<RecordedError> errors() {
    return inTime(RecordedConnection::errors, Comparator.comparing(RecordedError::time));
  }

  /** Returns the notices. */
  public List<RecordedNotice> notices() {
    return inTime(RecordedConnection::notices, Comparator.comparing(RecordedNotice::time));
  }

  /** Returns the data of COPY and the like. */
  public List<Copy> copies() {
    return statements().stream().flatMap(statement -> statement.copy().stream()).toList();
  }

  /** Returns the notifications that clients received. */
  public List<Notification> notifications() {
    return inTime(RecordedConnection::notifications, Comparator.comparing(Notification::time));
  }

  /** Returns the CancelRequests, tied to the connections they were aimed at. */
  public List<Cancellation> cancels() {
    return Cancels.of(connections());
  }

  /** Returns the messages that could not be decoded. */
  public List<RecordedMessage> undecoded() {
    return inTime(RecordedConnection::undecoded, Comparator.comparing(RecordedMessage::time));
  }

  /** Returns remarks, each with the number of its connection. */
  public List<String> notes() {
    return connections().stream()
        .flatMap(c -> c.notes().stream().map(note -> "connection " + c.id() + ": " + note))
        .toList();
  }

  /** Returns how many bytes {@code direction} has sent on all connections, since they opened. */
  public long bytes(Direction direction) {
    return connections().stream().mapToLong(connection -> connection.bytes(direction)).sum();
  }

  /**
   * Tells {@code listener} what happened, in the order of time; messages are decoded one by one.
   *
   * @throws IOException when the listener does
   */
  public void replayTo(RecordingListener listener) throws IOException {
    new Walk(listener).over(this);
  }

  /**
   * Returns the messages that fit an expression such as {@code pgsql.query contains "orders"}; see
   * {@link MessageFilter}.
   *
   * @throws dev.postgreswire.recording.filter.FilterSyntaxException when it is none
   */
  public List<RecordedMessage> filter(String expression) {
    return MessageFilter.parse(expression).of(this);
  }

  /** Returns whether no connection came through the recorder. */
  public boolean isEmpty() {
    return connections().isEmpty();
  }

  /** Returns what is under way on each connection, a line each; empty when nothing is. */
  public String pending() {
    List<String> lines = new ArrayList<>();
    for (RecordedConnection connection : connections()) {
      if (!connection.pending().isEmpty()) {
        lines.add("connection " + connection.id() + ": " + connection.pending());
      }
    }
    return String.join("\n", lines);
  }

  private <T> List<T> inTime(Function<RecordedConnection, List<T>> part, Comparator<T> order) {
    if (connections().size() == 1) {
      return part.apply(connections().get(0));
    }
    // Stable: within a connection the order is that of the messages.
    Stream<T> all = connections().stream().flatMap(connection -> part.apply(connection).stream());
    return all.sorted(order).toList();
  }

  /** Returns the count of connections, statements and errors. */
  @Override
  public String toString() {
    return connections().size()
        + " connections, "
        + statements().size()
        + " statements, "
        + errors().size()
        + " errors";
  }
}
