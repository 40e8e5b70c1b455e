package dev.postgreswire.recording;

import java.util.List;

/** The statements of one Query, of which the server tells only the tags. */
final class Queries {
  private Queries() {}

  /** Returns the statement that is running, beginning the next one if none is. */
  static OpenStatement running(QueryRequest query, Session session) {
    if (!query.running) {
      query.running = true;
      if (query.isOneCommand()) {
        query.last().outcome = Statement.Outcome.PENDING;
      } else {
        next(query, session);
      }
    } else if (query.statements.size() == 1 && query.parts().size() > 1) {
      query.last().sql = query.parts().get(0);
    }
    return query.last();
  }

  static void completed(QueryRequest query, OpenStatement statement) {
    query.running = false;
    statement.sql = part(query, query.statements.size() - 1);
  }

  private static OpenStatement next(QueryRequest query, Session session) {
    String sql = part(query, query.statements.size());
    OpenStatement statement =
        OpenStatement.simple(session.messages, query.exchange, query.index, sql);
    query.statements.add(statement);
    query.exchange.statements.add(statement);
    session.statements.add(statement);
    return statement;
  }

  private static String part(QueryRequest query, int number) {
    List<String> parts = query.parts();
    return parts.size() > 1 && number < parts.size() ? parts.get(number) : query.sql;
  }

  /**
   * An error has come: the statement that was running failed, or the next one if none was, and the
   * server drops what follows.
   */
  static void failed(QueryRequest query, RecordedError error, int index, Session session) {
    boolean syntaxError =
        query.statements.size() == 1 && query.running && query.last().rows.isEmpty();
    OpenStatement statement = query.running ? query.last() : next(query, session);
    boolean wholeText = syntaxError && error.sqlState().code().equals("42601");
    if (wholeText) {
      statement.sql = query.sql; // Nothing of it has run, and nobody knows which one it is.
    } else {
      statement.sql = part(query, query.statements.size() - 1);
    }
    statement.fail(error, index);
    query.running = false;
    session.transactions.failed(statement, error);
    while (!wholeText && query.statements.size() < query.parts().size()) {
      next(query, session).end(Statement.Outcome.SKIPPED, index);
    }
  }

  /** The server is done with the query: its text can only be split if there are as many tags. */
  static void done(QueryRequest query) {
    if (query.statements.size() != query.parts().size()) {
      query.statements.forEach(statement -> statement.sql = query.sql);
    }
  }
}
