package dev.postgreswire.recording;

import dev.postgreswire.message.Bind;
import dev.postgreswire.message.Target;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * A message of the client that the server owes an answer for.
 *
 * <p>It is resolved against what the client believes the session to be when it sends, and changes
 * what the server has once the server says so.
 */
abstract sealed class Request
    permits Request.Startup,
        Request.ParseRequest,
        Request.BindRequest,
        Request.DescribeRequest,
        Request.ExecuteRequest,
        Request.CloseRequest,
        Request.SyncRequest,
        Request.FunctionCallRequest,
        QueryRequest {
  /** The number of its message. */
  final int index;

  OpenExchange exchange;

  Request(int index, OpenExchange exchange) {
    this.index = index;
    this.exchange = exchange;
  }

  /** Looks up the names it uses, and changes {@code client} as if it would succeed. */
  void resolve(Namespace client) {}

  /** It has succeeded. */
  void succeed(Namespace server) {}

  /** It has failed; few leave anything behind. */
  void fail(Namespace server) {}

  /** What a request does with the unnamed portal or statement that is there before it. */
  enum Unnamed {
    /** Nothing. */
    LEAVES,
    /** It is about it. */
    USES,
    /** It puts another in its place, or none. */
    REPLACES
  }

  Unnamed unnamedPortal() {
    return Unnamed.LEAVES;
  }

  Unnamed unnamedStatement() {
    return Unnamed.LEAVES;
  }

  /** Returns whether a name means something else once it has succeeded. */
  boolean changesName() {
    return false;
  }

  private static Unnamed used(String name) {
    return name.isEmpty() ? Unnamed.USES : Unnamed.LEAVES;
  }

  private static Unnamed replaced(String name) {
    return name.isEmpty() ? Unnamed.REPLACES : Unnamed.LEAVES;
  }

  /** Returns whether ReadyForQuery is its answer, or the last of them. */
  boolean awaitsReady() {
    return false;
  }

  /** Returns the statement that it executes, or would. */
  Optional<OpenStatement> execution() {
    return Optional.empty();
  }

  /** Returns the SQL that it is about, or null. */
  String sql() {
    return null;
  }

  /** From the startup packet to the first ReadyForQuery. */
  static final class Startup extends Request {
    Startup(int index, OpenExchange exchange) {
      super(index, exchange);
    }

    @Override
    boolean awaitsReady() {
      return true;
    }
  }

  /** Parse. */
  static final class ParseRequest extends Request {
    final Prepared prepared;

    ParseRequest(int index, OpenExchange exchange, Prepared prepared) {
      super(index, exchange);
      this.prepared = prepared;
    }

    @Override
    Unnamed unnamedStatement() {
      return replaced(prepared.name);
    }

    @Override
    boolean changesName() {
      return !prepared.name.isEmpty();
    }

    @Override
    void resolve(Namespace client) {
      client.put(prepared);
    }

    @Override
    void succeed(Namespace server) {
      server.put(prepared);
    }

    @Override
    void fail(Namespace server) {
      // The old unnamed statement is dropped as soon as the server reads the Parse.
      if (prepared.name.isEmpty()) {
        server.removeStatement("");
      }
    }

    @Override
    String sql() {
      return prepared.sql;
    }
  }

  /** Bind. */
  static final class BindRequest extends Request {
    private final String portalName;
    private final String statementName;
    private final Bind bind;
    private final Charset charset;
    Portal portal;

    BindRequest(int index, OpenExchange exchange, Optional<Bind> bind, Charset charset) {
      super(index, exchange);
      this.bind = bind.orElse(null);
      this.portalName = bind.map(Bind::portal).orElse("");
      this.statementName = bind.map(Bind::statement).orElse("");
      this.charset = charset;
    }

    @Override
    Unnamed unnamedPortal() {
      return replaced(portalName);
    }

    @Override
    Unnamed unnamedStatement() {
      return used(statementName);
    }

    @Override
    boolean changesName() {
      return !portalName.isEmpty();
    }

    @Override
    void resolve(Namespace client) {
      Prepared prepared = client.statement(statementName);
      if (prepared == null) {
        prepared = new Prepared(statementName, "", List.of());
      }
      portal = new Portal(portalName, prepared, bind, index, charset);
      client.put(portal);
    }

    @Override
    void succeed(Namespace server) {
      server.put(portal);
    }

    @Override
    String sql() {
      return portal.sql();
    }
  }

  /** Describe. */
  static final class DescribeRequest extends Request {
    private final Target target;
    private final String name;
    Prepared prepared;
    Portal portal;

    DescribeRequest(int index, OpenExchange exchange, Target target, String name) {
      super(index, exchange);
      this.target = target;
      this.name = name;
    }

    @Override
    Unnamed unnamedPortal() {
      return target == Target.PORTAL ? used(name) : Unnamed.LEAVES;
    }

    @Override
    Unnamed unnamedStatement() {
      return target == Target.STATEMENT ? used(name) : Unnamed.LEAVES;
    }

    @Override
    void resolve(Namespace client) {
      if (target == Target.STATEMENT) {
        prepared = client.statement(name);
      } else {
        portal = client.portal(name);
        prepared = portal == null ? null : portal.prepared;
      }
    }

    @Override
    String sql() {
      return prepared == null ? null : prepared.sql;
    }
  }

  /** Execute. */
  static final class ExecuteRequest extends Request {
    private final String name;
    OpenStatement statement;

    ExecuteRequest(int index, OpenExchange exchange, String name) {
      super(index, exchange);
      this.name = name;
    }

    /** Returns the portal that it names, or one of which nothing is known. */
    Portal portal(Namespace client, Charset charset) {
      Portal portal = client.portal(name);
      return portal != null
          ? portal
          : new Portal(name, new Prepared("", "", List.of()), null, index, charset);
    }

    @Override
    Unnamed unnamedPortal() {
      return used(name);
    }

    @Override
    void resolve(Namespace client) {
      Portal portal = client.portal(name);
      if (portal != null && statement != null) {
        statement.portal = portal;
        statement.sql = portal.sql();
      }
    }

    /** The server has begun to answer: a suspended portal's execution goes on with this. */
    OpenStatement begin(Session session) {
      Portal portal = statement.portal;
      if (portal.execution == statement) {
        return statement;
      }
      // A portal that ended meanwhile, with its transaction, does not go on.
      if (portal.isSuspended() && session.server.portal(name) == portal) {
        removeLast(session.statements);
        removeLast(exchange.statements);
        if (!exchange.statements.contains(portal.execution)) {
          exchange.statements.add(portal.execution);
        }
        portal.execution.fetches++;
        portal.execution.outcome = Statement.Outcome.PENDING;
        statement = portal.execution;
      }
      portal.execution = statement;
      return statement;
    }

    /** From the end: it is there, however many were before. */
    private void removeLast(List<OpenStatement> statements) {
      int at = statements.lastIndexOf(statement);
      if (at >= 0) {
        statements.remove(at);
      }
    }

    @Override
    Optional<OpenStatement> execution() {
      return Optional.of(statement);
    }

    @Override
    String sql() {
      return statement.sql;
    }
  }

  /** Close. */
  static final class CloseRequest extends Request {
    private final Target target;
    private final String name;

    CloseRequest(int index, OpenExchange exchange, Target target, String name) {
      super(index, exchange);
      this.target = target;
      this.name = name;
    }

    @Override
    Unnamed unnamedPortal() {
      return target == Target.PORTAL ? replaced(name) : Unnamed.LEAVES;
    }

    @Override
    Unnamed unnamedStatement() {
      return target == Target.STATEMENT ? replaced(name) : Unnamed.LEAVES;
    }

    @Override
    boolean changesName() {
      return !name.isEmpty();
    }

    @Override
    void resolve(Namespace client) {
      succeed(client);
    }

    @Override
    void succeed(Namespace server) {
      if (target == Target.STATEMENT) {
        server.removeStatement(name);
      } else {
        server.removePortal(name);
      }
    }
  }

  /** Sync. */
  static final class SyncRequest extends Request {
    SyncRequest(int index, OpenExchange exchange) {
      super(index, exchange);
    }

    @Override
    boolean awaitsReady() {
      return true;
    }
  }

  /** FunctionCall. */
  static final class FunctionCallRequest extends Request {
    FunctionCallRequest(int index, OpenExchange exchange) {
      super(index, exchange);
    }

    @Override
    boolean awaitsReady() {
      return true;
    }
  }
}
