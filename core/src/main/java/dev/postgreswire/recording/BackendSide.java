package dev.postgreswire.recording;

import dev.postgreswire.message.CommandComplete;
import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.NoticeResponse;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.ParameterDescription;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.RowDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the server's messages do to a session: each answers the oldest request, save those that the
 * server may send at any time. They are told by their type byte, so that one that cannot be decoded
 * counts too.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html">Message Flow</a>
 */
final class BackendSide {
  private final Session session;
  private final Failures failures;
  private final CopyAnswers copies;
  private final ReadyAnswers ready;

  BackendSide(Session session) {
    this.session = session;
    this.failures = new Failures(session);
    this.copies = new CopyAnswers(session);
    this.ready = new ReadyAnswers(session);
  }

  void take(int index, int type, Message message, DecodingContext context) {
    Request head = session.pipeline.head();
    attach(index, type, head);
    switch (type) {
      case 'D' -> row(index, head);
      case 'C' -> complete(index, head, message);
      case 'I' -> complete(index, head, message);
      case 's' -> suspended(index, head);
      case 'T' -> columns(index, head, message);
      case 't' -> parameterTypes(index, head, message);
      case 'n' -> answer(index, head instanceof Request.DescribeRequest, "NoData");
      case '1' -> answer(index, head instanceof Request.ParseRequest, "ParseComplete");
      case '2' -> answer(index, head instanceof Request.BindRequest, "BindComplete");
      case '3' -> answer(index, head instanceof Request.CloseRequest, "CloseComplete");
      case 'G', 'H', 'W' -> copies.begin(index, type, message, execution(index, head));
      case 'd', 'c' -> copies.data(index, type);
      case 'Z' -> ready.take(index, message);
      case 'E' -> failures.take(index, message);
      case 'N' -> notice(index, head, message);
      case 'A' -> notification(index, message);
      case 'S' -> parameter(message);
      default -> {
        // Authentication and what belongs to it changes nothing here; nor does the unknown.
      }
    }
  }

  /** ReadyForQuery, after messages that are missing. */
  void resume(int index, Message message) {
    session.exchanges.single(Exchange.Kind.OTHER, index);
    ready.resume(index, message);
  }

  /** Puts a message into the exchange that it answers. */
  private void attach(int index, int type, Request head) {
    ExchangeTracker exchanges = session.exchanges;
    if (head != null) {
      head.exchange.messages.add(index);
    } else if (exchanges.current() != null) {
      exchanges.current().messages.add(index);
    } else if (type == 'Z' && session.copyExchange != null && session.swallowedSyncs > 0) {
      session.copyExchange.messages.add(index);
    } else {
      exchanges.single(Exchange.Kind.OTHER, index);
    }
  }

  private void answer(int index, boolean expected, String name) {
    if (expected) {
      session.pipeline.head().succeed(session.server);
      session.pipeline.pop();
    } else {
      unexpected(index, name);
    }
  }

  private void unexpected(int index, String name) {
    session.note(index, name + " answers nothing that was asked: the conversation is out of step");
  }

  /** Returns the statement that the server is about; for a query, the next one when needed. */
  private Optional<OpenStatement> execution(int index, Request head) {
    if (head instanceof Request.ExecuteRequest execute) {
      return Optional.of(execute.begin(session));
    }
    if (head instanceof QueryRequest query) {
      return Optional.of(Queries.running(query, session));
    }
    unexpected(index, "A result");
    return Optional.empty();
  }

  private void row(int index, Request head) {
    execution(index, head).ifPresent(statement -> statement.rows.add(index));
  }

  /** CommandComplete or EmptyQueryResponse. */
  private void complete(int index, Request head, Message message) {
    Optional<OpenStatement> found = execution(index, head);
    if (found.isEmpty()) {
      return;
    }
    OpenStatement statement = found.get();
    if (message instanceof CommandComplete complete) {
      statement.tag = complete.tag();
    }
    statement.end(Statement.Outcome.COMPLETED, index);
    session.copy = null;
    session.swallowedSyncs = 0;
    if (head instanceof QueryRequest query) {
      Queries.completed(query, statement);
    } else {
      session.pipeline.pop();
    }
    if (SqlEffects.apply(statement, session.server)) {
      session.believeServer();
    }
    boolean wasExplicit = session.transactions.isExplicit();
    session.transactions.completed(statement, index);
    if (wasExplicit && !session.transactions.isExplicit()) {
      endPortals();
    }
  }

  private void endPortals() {
    boolean changesNothing = !session.clientMayBeWrong && session.canDoWithoutPortals();
    session.server.removeAllPortals();
    if (!changesNothing) {
      session.believeServer();
    }
  }

  private void suspended(int index, Request head) {
    if (head instanceof Request.ExecuteRequest execute) {
      OpenStatement statement = execute.begin(session);
      statement.end(Statement.Outcome.SUSPENDED, index);
      session.pipeline.pop();
      session.transactions.completed(statement, index);
    } else {
      unexpected(index, "PortalSuspended");
    }
  }

  private void columns(int index, Request head, Message message) {
    Optional<RowDescription> description =
        message instanceof RowDescription row ? Optional.of(row) : Optional.empty();
    if (head instanceof Request.DescribeRequest describe) {
      description.ifPresent(d -> described(describe, d));
      session.pipeline.pop();
    } else {
      execution(index, head)
          .ifPresent(statement -> description.ifPresent(d -> statement.columns = d.columns()));
    }
  }

  private static void described(Request.DescribeRequest describe, RowDescription description) {
    if (describe.portal != null) {
      describe.portal.described = description.columns();
    }
    if (describe.prepared != null) {
      describe.prepared.columns = description.columns();
    }
  }

  private void parameterTypes(int index, Request head, Message message) {
    if (!(head instanceof Request.DescribeRequest describe)) {
      unexpected(index, "ParameterDescription");
    } else if (describe.prepared != null && message instanceof ParameterDescription types) {
      describe.prepared.types = refined(describe.prepared, types.parameterTypes());
    }
  }

  private static List<Oid> refined(Prepared prepared, List<Oid> described) {
    List<Oid> types = new ArrayList<>(described);
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i).value() == 0) {
        types.set(i, prepared.type(i));
      }
    }
    return List.copyOf(types);
  }

  private void notice(int index, Request head, Message message) {
    if (message instanceof NoticeResponse response) {
      if (head instanceof Request.ExecuteRequest execute) {
        execute.begin(session);
      }
      Optional<OpenStatement> statement = head == null ? Optional.empty() : head.execution();
      RecordedNotice notice =
          new RecordedNotice(
              session.messages.connectionId(),
              index,
              session.messages.time(index),
              response,
              head == null ? Optional.empty() : Optional.ofNullable(head.sql()));
      session.notices.add(notice);
      statement.ifPresent(s -> s.notices.add(notice));
    }
  }

  private void notification(int index, Message message) {
    if (message instanceof NotificationResponse response) {
      session.notifications.add(
          new Notification(
              session.messages.connectionId(),
              index,
              response.processId(),
              response.channel(),
              response.payload(),
              session.messages.time(index)));
    }
  }

  private void parameter(Message message) {
    if (message instanceof ParameterStatus status) {
      session.parameters.put(status.name(), status.value());
    }
  }
}
