package dev.postgreswire.recording;

import dev.postgreswire.message.TransactionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One round trip: what a client sends up to a Query, Sync or FunctionCall, and all that the server
 * answers up to its ReadyForQuery. Each answer belongs to the exchange of its request, also when
 * the client did not wait for the one before (pipelining).
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html">Message Flow</a>
 */
public final class Exchange {
  private final int connectionId;
  private final int index;
  private final Kind kind;
  private final List<RecordedMessage> messages;
  private final List<Statement> statements;
  private final List<RecordedError> errors;
  private final Optional<TransactionStatus> status;
  private final Instant startedAt;
  private final Optional<Duration> duration;

  /** What an exchange is about. */
  public enum Kind {
    /** From the first byte of the connection to the first ReadyForQuery. */
    STARTUP,
    /** A Query, whatever number of statements it holds. */
    SIMPLE_QUERY,
    /**
     * Parse, Bind, Describe, Execute, Close, up to a Sync, or to a Query that ends the pipeline.
     */
    EXTENDED_QUERY,
    /** A FunctionCall, as large objects use it. */
    FUNCTION_CALL,
    /** A CancelRequest, which has no answer. */
    CANCEL,
    /** Terminate, which has no answer. */
    TERMINATION,
    /** All of an encrypted session that nobody has decrypted. */
    ENCRYPTED,
    /** What nobody asked for: a notice, a notification, a parameter, a server's farewell. */
    OTHER
  }

  Exchange(OpenExchange open, MessageView messages) {
    this.connectionId = messages.connectionId();
    this.index = open.number;
    this.kind = open.kind;
    this.messages = messages.list(open.messages);
    this.statements = open.statements.stream().map(OpenStatement::frozen).toList();
    this.errors = List.copyOf(open.errors);
    this.status = Optional.ofNullable(open.status);
    this.startedAt = messages.time(open.messages.first());
    this.duration =
        open.complete
            ? Optional.of(Duration.between(startedAt, messages.time(open.messages.last())))
            : Optional.empty();
  }

  /** Returns the number of its connection. */
  public int connectionId() {
    return connectionId;
  }

  /** Returns its number in its connection, from 0, in the order of their first messages. */
  public int index() {
    return index;
  }

  /** Returns what it is about. */
  public Kind kind() {
    return kind;
  }

  /** Returns its messages of both directions in the order they came. */
  public List<RecordedMessage> messages() {
    return messages;
  }

  /** Returns the statements whose execution it asked for, those it continued included. */
  public List<Statement> statements() {
    return statements;
  }

  /** Returns the errors that came in it. */
  public List<RecordedError> errors() {
    return errors;
  }

  /** Returns what its ReadyForQuery says; empty when none came. */
  public Optional<TransactionStatus> status() {
    return status;
  }

  /** Returns when its first message came. */
  public Instant startedAt() {
    return startedAt;
  }

  /** Returns the time from its first message to its last; empty while it is not complete. */
  public Optional<Duration> duration() {
    return duration;
  }

  /** Returns whether all has come that was to come. */
  public boolean isComplete() {
    return duration.isPresent();
  }

  /** Returns the messages that are about replication. */
  public List<RecordedMessage> replicationMessages() {
    return messages.stream().filter(message -> message.phase() == Phase.REPLICATION).toList();
  }

  /** Returns its number, kind and count of messages. */
  @Override
  public String toString() {
    return "exchange " + index + " " + kind + " (" + messages.size() + " messages)";
  }
}
