package dev.postgreswire.assertj;

import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.recording.Batch;
import dev.postgreswire.recording.Cancellation;
import dev.postgreswire.recording.Copy;
import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.MessagePosition;
import dev.postgreswire.recording.Notification;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedDiagnostic;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The message that shows best what a failure is about, for whoever opens the recording. */
final class Places {
  private Places() {}

  static Optional<MessagePosition> of(RecordedMessage message) {
    return Optional.of(message.position());
  }

  static Optional<MessagePosition> of(Statement statement) {
    return at(statement.connectionId(), statement.messageIndex());
  }

  static Optional<MessagePosition> of(RecordedDiagnostic diagnostic) {
    return at(diagnostic.connectionId(), diagnostic.messageIndex());
  }

  static Optional<MessagePosition> of(Notification notification) {
    return at(notification.connectionId(), notification.messageIndex());
  }

  static Optional<MessagePosition> of(Exchange exchange) {
    return first(exchange.messages());
  }

  static Optional<MessagePosition> of(Transaction transaction) {
    return transaction.statements().stream().findFirst().flatMap(Places::of);
  }

  static Optional<MessagePosition> of(Batch batch) {
    return of(batch.statements().get(0));
  }

  /** Returns the first of the data, else the statement that asked for it. */
  static Optional<MessagePosition> of(Copy copy, Evidence evidence) {
    return first(copy.messages())
        .or(
            () ->
                evidence.recording().statements().stream()
                    .filter(statement -> statement.copy().filter(c -> c == copy).isPresent())
                    .findFirst()
                    .flatMap(Places::of));
  }

  /** Returns the CancelRequest. */
  static Optional<MessagePosition> of(Cancellation cancellation, Evidence evidence) {
    return connection(evidence.recording(), cancellation.connectionId())
        .flatMap(connection -> named(connection, "CancelRequest"));
  }

  /** Returns how the client introduced itself. */
  static Optional<MessagePosition> of(RecordedConnection connection) {
    return named(connection, "StartupMessage").or(() -> begin(connection));
  }

  /** Returns the first message, which may ask for encryption. */
  static Optional<MessagePosition> begin(RecordedConnection connection) {
    return first(connection.handshake()).or(() -> first(connection.messages()));
  }

  /** Returns what the server asked for, or its error when that was the end of it. */
  static Optional<MessagePosition> authentication(RecordedConnection connection) {
    return connection
        .authentication()
        .error()
        .flatMap(Places::of)
        .or(() -> find(connection, message -> message.name().startsWith("Authentication")));
  }

  /** Returns the first message of the handshake with that name. */
  static Optional<MessagePosition> named(RecordedConnection connection, String name) {
    return find(connection, message -> message.name().equals(name));
  }

  /** Returns where the server reported a parameter in the handshake. */
  static Optional<MessagePosition> serverParameter(RecordedConnection connection, String name) {
    return find(
        connection,
        message ->
            message.message() instanceof ParameterStatus status && status.name().equals(name));
  }

  /** Returns the error that ended it, else the last message. */
  static Optional<MessagePosition> end(RecordedConnection connection) {
    return connection.fatalError().flatMap(Places::of).or(() -> last(connection.messages()));
  }

  /** Returns the error that failed it. */
  static Optional<MessagePosition> error(Statement statement) {
    return statement.error().flatMap(Places::of);
  }

  /** Returns the error in its last statement, else that statement. */
  static Optional<MessagePosition> end(Transaction transaction) {
    List<Statement> statements = transaction.statements();
    return statements.isEmpty()
        ? Optional.empty()
        : error(statements.get(statements.size() - 1))
            .or(() -> of(statements.get(statements.size() - 1)));
  }

  /** Returns its last message. */
  static Optional<MessagePosition> end(Exchange exchange) {
    return last(exchange.messages());
  }

  /** Returns the error that interrupted its victim. */
  static Optional<MessagePosition> effect(Cancellation cancellation) {
    return cancellation.effect().flatMap(Places::of);
  }

  /**
   * Returns a place that the recording shows: of what was said before its window the first message
   * on the same connection.
   */
  static Optional<MessagePosition> shown(Recording recording, MessagePosition place) {
    Optional<RecordedConnection> connection = connection(recording, place.connectionId());
    return connection
        .flatMap(it -> first(it.messages()))
        .map(first -> first.messageIndex() > place.messageIndex() ? first : place);
  }

  private static Optional<RecordedConnection> connection(Recording recording, int id) {
    return recording.connections().stream().filter(it -> it.id() == id).findFirst();
  }

  private static Optional<MessagePosition> find(
      RecordedConnection connection, Predicate<RecordedMessage> test) {
    return connection.handshake().stream().filter(test).findFirst().flatMap(Places::of);
  }

  private static Optional<MessagePosition> first(List<RecordedMessage> messages) {
    return messages.isEmpty() ? Optional.empty() : of(messages.get(0));
  }

  private static Optional<MessagePosition> last(List<RecordedMessage> messages) {
    return messages.isEmpty() ? Optional.empty() : of(messages.get(messages.size() - 1));
  }

  private static Optional<MessagePosition> at(int connectionId, int messageIndex) {
    return Optional.of(new MessagePosition(connectionId, messageIndex));
  }
}
