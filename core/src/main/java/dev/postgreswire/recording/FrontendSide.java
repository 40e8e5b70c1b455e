package dev.postgreswire.recording;

import dev.postgreswire.message.Bind;
import dev.postgreswire.message.Close;
import dev.postgreswire.message.CopyFail;
import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Describe;
import dev.postgreswire.message.Execute;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.Parse;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the client's messages do to a session: each becomes a request that the server owes an answer
 * for. They are told by their type byte, so that one that cannot be decoded counts too.
 */
final class FrontendSide {
  /** Commands of a walsender that answer with several tags. */
  private static final Set<String> REPLICATION_COMMANDS =
      Set.of("START_REPLICATION", "BASE_BACKUP");

  private final Session session;

  FrontendSide(Session session) {
    this.session = session;
  }

  void take(int index, int type, Message message, DecodingContext context) {
    switch (type) {
      case 'P', 'B', 'D', 'E', 'C' -> extended(index, type, message, context);
      case 'H' -> front().messages.add(index);
      case 'S' -> sync(index);
      case 'Q' -> query(index, message, context);
      case 'F' -> functionCall(index);
      case 'd', 'c', 'f' -> copy(index, type, message);
      case 'X' -> {
        session.terminated = true;
        session.exchanges.single(Exchange.Kind.TERMINATION, index);
      }
      default -> other(index);
    }
  }

  private OpenExchange front() {
    return session.exchanges.front(Exchange.Kind.EXTENDED_QUERY);
  }

  private void extended(int index, int type, Message message, DecodingContext context) {
    OpenExchange exchange = front();
    exchange.messages.add(index);
    Request request =
        switch (type) {
          case 'P' -> new Request.ParseRequest(index, exchange, prepared(message));
          case 'B' -> new Request.BindRequest(index, exchange, bind(message), context.charset());
          case 'D' -> describe(index, exchange, message);
          case 'E' -> execute(index, exchange, message, context);
          default -> close(index, exchange, message);
        };
    request.resolve(session.client);
    add(request, index);
  }

  private void add(Request request, int index) {
    if (session.skipping) {
      session.skip(List.of(request), index);
    } else {
      session.pipeline.add(request);
    }
  }

  private static Prepared prepared(Message message) {
    return message instanceof Parse parse
        ? new Prepared(parse.statement(), parse.query(), parse.parameterTypes())
        : new Prepared("", "", List.of());
  }

  private static Optional<Bind> bind(Message message) {
    return message instanceof Bind bind ? Optional.of(bind) : Optional.empty();
  }

  private static Request describe(int index, OpenExchange exchange, Message message) {
    return message instanceof Describe describe
        ? new Request.DescribeRequest(index, exchange, describe.target(), describe.name())
        : new Request.DescribeRequest(index, exchange, Target.PORTAL, "");
  }

  private static Request close(int index, OpenExchange exchange, Message message) {
    return message instanceof Close close
        ? new Request.CloseRequest(index, exchange, close.target(), close.name())
        : new Request.CloseRequest(index, exchange, Target.PORTAL, "");
  }

  private Request execute(
      int index, OpenExchange exchange, Message message, DecodingContext context) {
    String portal = message instanceof Execute execute ? execute.portal() : "";
    int maxRows = message instanceof Execute execute ? execute.maxRows() : 0;
    Request.ExecuteRequest request = new Request.ExecuteRequest(index, exchange, portal);
    request.statement =
        OpenStatement.extended(
            session.messages,
            exchange,
            index,
            request.portal(session.client, context.charset()),
            maxRows);
    started(request.statement);
    return request;
  }

  private void started(OpenStatement statement) {
    statement.exchange.statements.add(statement);
    session.statements.add(statement);
  }

  private void sync(int index) {
    OpenCopy copy = session.copy;
    if (copy != null && copy.direction == CopyDirection.IN && copy.takesFromClient()) {
      // The server ignores it, so the client will have to send another.
      session.swallowedSyncs++;
      session.copyExchange.messages.add(index);
      return;
    }
    OpenExchange exchange = front();
    exchange.messages.add(index);
    session.exchanges.endFront();
    if (session.skipping) {
      session.skipping = false;
      session.believeServer(); // What was skipped has changed no name.
    }
    session.pipeline.add(new Request.SyncRequest(index, exchange));
  }

  private void query(int index, Message message, DecodingContext context) {
    boolean skipped = session.skipping;
    OpenExchange exchange =
        session.exchanges.front(
            skipped ? Exchange.Kind.EXTENDED_QUERY : Exchange.Kind.SIMPLE_QUERY);
    exchange.messages.add(index);
    String sql = message instanceof Query query ? query.query() : "";
    boolean oneCommand =
        context.isReplication()
            && Sql.words(sql, 1).stream().anyMatch(REPLICATION_COMMANDS::contains);
    QueryRequest request = new QueryRequest(index, exchange, sql, oneCommand);
    OpenStatement statement = OpenStatement.simple(session.messages, exchange, index, sql);
    request.statements.add(statement);
    started(statement);
    if (!skipped) {
      request.resolve(session.client);
      session.exchanges.endFront();
    }
    add(request, index);
  }

  private void functionCall(int index) {
    OpenExchange exchange =
        session.exchanges.front(
            session.skipping ? Exchange.Kind.EXTENDED_QUERY : Exchange.Kind.FUNCTION_CALL);
    exchange.messages.add(index);
    if (!session.skipping) {
      session.exchanges.endFront();
      session.pipeline.add(new Request.FunctionCallRequest(index, exchange));
    }
  }

  private void copy(int index, int type, Message message) {
    OpenCopy copy = session.copy;
    if (copy == null || !copy.takesFromClient()) {
      late(index);
      return;
    }
    session.copyExchange.messages.add(index);
    take(copy, session.messages, index, type, message);
  }

  /** Adds a message of the client to a COPY. */
  static void take(OpenCopy copy, MessageView messages, int index, int type, Message message) {
    if (type == 'd') {
      copy.data.add(index);
      copy.bytes += messages.bodySize(index);
    } else {
      copy.clientDone = true;
      copy.clientDoneIndex = index;
      if (message instanceof CopyFail fail) {
        copy.failure = fail.reason();
      }
    }
  }

  /** Before the server said that this is a COPY, or after it failed or ended. */
  private void late(int index) {
    if (!session.pipeline.isEmpty()) {
      session.earlyCopy.add(index);
      session.pipeline.tail().exchange.messages.add(index);
    } else if (session.exchanges.current() != null) {
      session.exchanges.current().messages.add(index);
    } else if (session.copyExchange != null) {
      session.copyExchange.messages.add(index);
    } else {
      session.exchanges.single(Exchange.Kind.OTHER, index);
    }
  }

  private void other(int index) {
    if (session.exchanges.current() != null) {
      session.exchanges.current().messages.add(index);
    } else if (session.pipeline.tail() != null) {
      session.pipeline.tail().exchange.messages.add(index);
    } else {
      session.exchanges.single(Exchange.Kind.OTHER, index);
    }
  }
}
