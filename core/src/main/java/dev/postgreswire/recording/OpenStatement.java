package dev.postgreswire.recording;

import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.CommandTag;
import dev.postgreswire.type.TypedValue;
import java.util.ArrayList;
import java.util.List;

/** The execution of a statement while it is being followed. */
final class OpenStatement {
  final MessageView messages;
  OpenExchange exchange;

  /** The Query, or the first Execute. */
  final int messageIndex;

  /** The first message that is about this execution: the Query, or the Bind. */
  final int startIndex;

  /** What an Execute executes; null in a simple query. */
  Portal portal;

  final IndexRanges rows = new IndexRanges();
  final List<RecordedNotice> notices = new ArrayList<>();
  String sql;
  List<ColumnDescription> columns;
  int fetchSize;
  int fetches = 1;
  int endIndex = -1;
  CommandTag tag;
  Statement.Outcome outcome = Statement.Outcome.PENDING;
  RecordedError error;
  OpenCopy copy;
  private Statement frozen;

  private OpenStatement(
      MessageView messages,
      OpenExchange exchange,
      int messageIndex,
      int startIndex,
      Portal portal,
      String sql) {
    this.messages = messages;
    this.exchange = exchange;
    this.messageIndex = messageIndex;
    this.startIndex = startIndex;
    this.portal = portal;
    this.sql = sql;
  }

  static OpenStatement simple(MessageView messages, OpenExchange exchange, int index, String sql) {
    return new OpenStatement(messages, exchange, index, index, null, sql);
  }

  static OpenStatement extended(
      MessageView messages, OpenExchange exchange, int index, Portal portal, int maxRows) {
    // A portal that was bound in an earlier exchange waited there for a reason of the client's.
    int start = portal.bindIndex >= exchange.messages.first() ? portal.bindIndex : index;
    OpenStatement statement =
        new OpenStatement(messages, exchange, index, start, portal, portal.sql());
    statement.fetchSize = Math.max(0, maxRows);
    return statement;
  }

  boolean isSimple() {
    return portal == null;
  }

  boolean isOver() {
    return outcome != Statement.Outcome.PENDING && outcome != Statement.Outcome.SUSPENDED;
  }

  void end(Statement.Outcome how, int index) {
    outcome = how;
    endIndex = index;
  }

  void fail(RecordedError how, int index) {
    error = how;
    end(Statement.Outcome.FAILED, index);
  }

  List<ColumnDescription> columns() {
    if (columns != null) {
      return columns;
    }
    return portal == null ? List.of() : portal.columns();
  }

  List<TypedValue> parameters() {
    return portal == null ? List.of() : portal.parameters();
  }

  /** Returns the statement as it is now; from the second call on, as it was at the first. */
  Statement frozen() {
    if (frozen == null) {
      frozen = new Statement(this);
    }
    return frozen;
  }
}
