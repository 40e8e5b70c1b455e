package dev.postgreswire.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A transaction: explicit from BEGIN to COMMIT or ROLLBACK, or implicit around what is sent up to a
 * ReadyForQuery outside of one.
 *
 * <p>Savepoints do not end it. Isolation and access mode are those that its own text asks for
 * (BEGIN, START TRANSACTION, SET TRANSACTION), or SET SESSION CHARACTERISTICS before it.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING">
 *     Pipelining</a>
 */
public final class Transaction {
  private final int connectionId;
  private final boolean implicit;
  private final Optional<String> isolation;
  private final Optional<Boolean> readOnly;
  private final List<Statement> statements;
  private final Outcome outcome;
  private final Instant startedAt;
  private final Optional<Duration> duration;

  /** How a transaction ended. */
  public enum Outcome {
    /** Its work is there to stay. */
    COMMITTED,
    /** Its work is undone, be it by ROLLBACK, by a COMMIT that could not, or by the end of all. */
    ROLLED_BACK,
    /** It has not ended. */
    OPEN,
    /**
     * Nobody can tell: the connection ended before the answer, or it was prepared for two phases.
     */
    UNKNOWN
  }

  Transaction(OpenTransaction open, List<Statement> statements, int connectionId) {
    this.connectionId = connectionId;
    this.implicit = open.implicit;
    this.isolation = Optional.ofNullable(open.isolation);
    this.readOnly = Optional.ofNullable(open.readOnly);
    this.statements = List.copyOf(statements);
    this.outcome = open.outcome;
    this.startedAt = open.startedAt;
    this.duration =
        Optional.ofNullable(open.endedAt).map(end -> Duration.between(open.startedAt, end));
  }

  /** Returns the number of its connection. */
  public int connectionId() {
    return connectionId;
  }

  /** Returns whether nobody said BEGIN. */
  public boolean isImplicit() {
    return implicit;
  }

  /** Returns the isolation level asked for, such as {@code REPEATABLE READ}. */
  public Optional<String> isolation() {
    return isolation;
  }

  /** Returns whether it was asked to be read-only; empty when nothing was said about it. */
  public Optional<Boolean> isReadOnly() {
    return readOnly;
  }

  /**
   * Returns its statements, BEGIN and COMMIT included, in the order the server got to them; those
   * that it skipped are not among them.
   */
  public List<Statement> statements() {
    return statements;
  }

  /** Returns how it ended. */
  public Outcome outcome() {
    return outcome;
  }

  /** Returns when its first statement was sent. */
  public Instant startedAt() {
    return startedAt;
  }

  /** Returns the time from its first statement to the answer that ended it. */
  public Optional<Duration> duration() {
    return duration;
  }

  /** Returns its kind, outcome and count of statements. */
  @Override
  public String toString() {
    return (implicit ? "implicit" : "explicit")
        + " transaction, "
        + statements.size()
        + " statements, "
        + outcome;
  }
}
