package dev.postgreswire.recording;

import dev.postgreswire.message.TransactionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Puts statements into transactions, by the tags of what has completed and by ReadyForQuery.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT">
 *     Multiple Statements in a Simple Query</a>
 */
final class TransactionTracker {
  /** Commands that cannot run in a transaction block commit at once. */
  private static final Set<String> COMMIT_AT_ONCE =
      Set.of(
          "VACUUM",
          "CREATE DATABASE",
          "DROP DATABASE",
          "CREATE TABLESPACE",
          "DROP TABLESPACE",
          "ALTER SYSTEM");

  private final MessageView messages;
  private final List<OpenTransaction> all = new ArrayList<>();
  private TransactionModes defaults;
  private OpenTransaction current;

  TransactionTracker(MessageView messages, OpenTransaction current, TransactionModes defaults) {
    this.messages = messages;
    this.current = current;
    this.defaults = defaults;
    if (current != null) {
      all.add(current);
    }
  }

  List<OpenTransaction> all() {
    return all;
  }

  /** Forgets what has been put together so far, save what is under way. */
  void forget() {
    all.clear();
    if (current != null) {
      current.statements.clear();
      all.add(current);
    }
  }

  /** Returns what goes on after a checkpoint, or null. */
  OpenTransaction continued() {
    return current == null ? null : current.continued();
  }

  TransactionModes defaults() {
    return defaults;
  }

  /** Returns whether there is one at the moment. */
  boolean isUnderWay() {
    return current != null;
  }

  /** Returns whether the transaction is a block that somebody began. */
  boolean isExplicit() {
    return current != null && !current.implicit;
  }

  /** A statement has completed, or its portal is suspended. */
  void completed(OpenStatement statement, int index) {
    String command = statement.tag == null ? "" : statement.tag.command();
    if (statement.sql.isBlank() && command.isEmpty() && current == null) {
      return; // An empty query begins nothing.
    }
    include(statement);
    switch (command) {
      case "BEGIN", "START TRANSACTION" -> beginBlock(statement.sql);
      case "COMMIT" -> endBlock(Transaction.Outcome.COMMITTED, statement, index);
      case "ROLLBACK" -> {
        if (!Sql.words(statement.sql, 6).contains("TO")) {
          endBlock(Transaction.Outcome.ROLLED_BACK, statement, index);
        }
      }
      case "PREPARE TRANSACTION" -> end(Transaction.Outcome.UNKNOWN, index);
      case "SET" -> set(statement.sql);
      case "RESET ALL", "DISCARD ALL" -> defaults = TransactionModes.NONE;
      default -> {
        if (current.implicit && current.statements.size() == 1 && commitsAtOnce(command)) {
          end(Transaction.Outcome.COMMITTED, index);
        }
      }
    }
  }

  private static boolean commitsAtOnce(String command) {
    return COMMIT_AT_ONCE.contains(command);
  }

  /** A statement has failed: with it, unless it is in a block, all that is around it. */
  void failed(OpenStatement statement, RecordedError error) {
    if (statement != null) {
      include(statement);
    }
    doom(error);
  }

  /** Something else has failed, such as the commit at a Sync. */
  void doom(RecordedError error) {
    if (current != null && current.error == null) {
      current.error = error;
    }
  }

  void ready(TransactionStatus status, int index) {
    if (status == TransactionStatus.IDLE) {
      if (current != null) {
        end(current.implicit ? implicitOutcome() : blockOutcome(), index);
      }
    } else if (current == null) {
      start(index, messages.time(index)).implicit = false;
    } else {
      current.implicit = false;
    }
    if (status == TransactionStatus.IN_TRANSACTION && current != null) {
      current.error = null; // rolled back to a savepoint
    }
  }

  /** The session is over. */
  void over(boolean answersDue, Instant when) {
    if (current != null) {
      boolean known = !answersDue && (!current.implicit || current.error != null);
      current.outcome = known ? Transaction.Outcome.ROLLED_BACK : Transaction.Outcome.UNKNOWN;
      takeBack(current);
      current.endedAt = when;
      current = null;
    }
  }

  private Transaction.Outcome implicitOutcome() {
    return current.error == null ? Transaction.Outcome.COMMITTED : Transaction.Outcome.ROLLED_BACK;
  }

  private Transaction.Outcome blockOutcome() {
    // The end of a block shows in a tag; without one only a COMMIT that failed explains it.
    return current.error == null ? Transaction.Outcome.UNKNOWN : Transaction.Outcome.ROLLED_BACK;
  }

  private OpenTransaction start(int index, Instant startedAt) {
    current = new OpenTransaction(index, startedAt, true);
    current.isolation = defaults.isolation();
    current.readOnly = defaults.readOnly();
    all.add(current);
    return current;
  }

  private void include(OpenStatement statement) {
    if (current == null) {
      start(statement.startIndex, messages.time(statement.startIndex));
    }
    List<OpenStatement> included = current.statements;
    if (included.isEmpty() || included.get(included.size() - 1) != statement) {
      if (statement.fetches == 1 || !included.contains(statement)) {
        included.add(statement);
      }
    }
  }

  private void beginBlock(String sql) {
    if (current.implicit) {
      current.implicit = false;
      setModes(TransactionModes.of(sql));
    }
  }

  private void endBlock(Transaction.Outcome outcome, OpenStatement statement, int index) {
    OpenTransaction ended = current;
    end(outcome, index);
    List<String> words = Sql.words(statement.sql, 6);
    if (!ended.implicit && words.contains("CHAIN") && !words.contains("NO")) {
      OpenTransaction chained = start(index, messages.time(index));
      chained.implicit = false;
      chained.isolation = ended.isolation;
      chained.readOnly = ended.readOnly;
    }
  }

  private void set(String sql) {
    if (Sql.startsWith(sql, "SET", "SESSION", "CHARACTERISTICS")) {
      defaults = TransactionModes.of(sql).or(defaults);
    } else if (Sql.startsWith(sql, "SET", "TRANSACTION")
        || Sql.startsWith(sql, "SET", "LOCAL", "TRANSACTION")) {
      setModes(TransactionModes.of(sql));
    }
  }

  private void setModes(TransactionModes modes) {
    current.isolation = modes.isolation() == null ? current.isolation : modes.isolation();
    current.readOnly = modes.readOnly() == null ? current.readOnly : modes.readOnly();
  }

  private void end(Transaction.Outcome outcome, int index) {
    current.outcome = outcome;
    current.endedAt = messages.time(index);
    takeBack(current);
    current = null;
  }

  /** What completed in an implicit transaction that fails has come to nothing. */
  private static void takeBack(OpenTransaction transaction) {
    if (!transaction.implicit || transaction.error == null) {
      return;
    }
    for (OpenStatement statement : transaction.statements) {
      if (statement.outcome == Statement.Outcome.COMPLETED) {
        statement.outcome = Statement.Outcome.TAKEN_BACK;
        statement.error = transaction.error;
      }
    }
  }
}
