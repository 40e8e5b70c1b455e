package dev.postgreswire.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Query, with as many statements as the server has got to. */
final class QueryRequest extends Request {
  final String sql;
  final List<OpenStatement> statements = new ArrayList<>();
  private final boolean oneCommand;
  private List<String> parts;

  /** Whether the last statement has not ended. */
  boolean running = true;

  QueryRequest(int index, OpenExchange exchange, String sql, boolean oneCommand) {
    super(index, exchange);
    this.sql = sql;
    this.oneCommand = oneCommand;
  }

  @Override
  Unnamed unnamedPortal() {
    return Unnamed.REPLACES;
  }

  @Override
  Unnamed unnamedStatement() {
    return Unnamed.REPLACES;
  }

  @Override
  void resolve(Namespace client) {
    client.dropUnnamed();
  }

  @Override
  void succeed(Namespace server) {
    server.dropUnnamed();
  }

  @Override
  void fail(Namespace server) {
    server.dropUnnamed();
  }

  @Override
  boolean awaitsReady() {
    return true;
  }

  /** Returns whether all that comes belongs to one statement, however many tags do. */
  boolean isOneCommand() {
    return oneCommand;
  }

  List<String> parts() {
    if (parts == null) {
      parts = oneCommand ? List.of(sql) : Sql.split(sql);
    }
    return parts;
  }

  OpenStatement last() {
    return statements.get(statements.size() - 1);
  }

  @Override
  Optional<OpenStatement> execution() {
    return running ? Optional.of(last()) : Optional.empty();
  }

  @Override
  String sql() {
    return running ? last().sql : sql;
  }
}
