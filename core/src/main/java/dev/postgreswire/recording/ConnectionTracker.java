package dev.postgreswire.recording;

import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.CommandComplete;
import dev.postgreswire.message.CommandTag;
import dev.postgreswire.message.Diagnostic;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.Parse;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.ReadyForQuery;
import dev.postgreswire.message.SqlState;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.type.TypedValue;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Follows the messages of one connection; see {@link MessageTracker}. */
final class ConnectionTracker {
  /** After so many messages the session forgets what is past. */
  private static final int FORGET_EVERY = 1024;

  private final TrackedMessages messages;
  private final SqlMasks masks;
  private final Session session;
  private final Router router;
  private int taken;
  private Instant last;
  private List<ColumnDescription> described;

  ConnectionTracker(
      int connectionId, SqlMasks masks, int exchanges, Map<String, String> preparedStatements) {
    this.messages = new TrackedMessages(connectionId);
    this.masks = masks;
    Namespace names = new Namespace();
    preparedStatements.forEach((name, sql) -> names.put(new Prepared(name, sql, List.of())));
    this.session =
        new Session(
            messages,
            new ExchangeTracker(exchanges),
            new TransactionTracker(messages, null, TransactionModes.NONE),
            names);
    this.router = new Router(session, false);
  }

  MessageFacts take(RecordedMessage recorded, Instant first) {
    if (++taken % FORGET_EVERY == 0) {
      session.forgetPast();
    }
    messages.take(recorded, session.earlyCopy.isEmpty());
    Message message = isData(recorded.frame()) ? null : recorded.message();
    Request head = session.pipeline.head();
    OpenExchange current = session.exchanges.current();
    router.take(recorded.index(), recorded.frame(), message, recorded.context());
    OpenExchange exchange = exchangeOf(recorded.index(), head, current);
    if (exchange.startedAt == null) {
      exchange.startedAt = recorded.time();
    }
    MessageFacts facts =
        new MessageFacts(
            recorded,
            exchange.number,
            exchange.kind,
            List.copyOf(exchange.absorbed),
            Optional.ofNullable(sql(recorded, message, head)).map(masks::mask),
            parameters(recorded),
            columns(recorded.frame(), head),
            Duration.between(first, recorded.time()),
            Optional.ofNullable(last).map(before -> Duration.between(before, recorded.time())),
            roundTrip(exchange, recorded.time()),
            sqlState(message),
            tag(message),
            status(message));
    exchange.absorbed.clear();
    last = recorded.time();
    return facts;
  }

  /** Returns how many things of the past are remembered. */
  int remembered() {
    return session.statements.size()
        + session.exchanges.remembered()
        + session.transactions.all().size();
  }

  /** Rows and plain data say nothing about what follows: they are not even decoded. */
  private static boolean isData(Frame frame) {
    return frame.type() == 'd' || (frame.type() == 'D' && frame.direction() == Direction.BACKEND);
  }

  /** Returns the exchange that a message has just been put into. */
  private OpenExchange exchangeOf(int index, Request head, OpenExchange current) {
    Request tail = session.pipeline.tail();
    Stream<OpenExchange> likely =
        Stream.of(
            head == null ? null : head.exchange,
            current,
            session.exchanges.current(),
            session.exchanges.last(),
            tail == null ? null : tail.exchange,
            session.copyExchange);
    return likely
        .filter(exchange -> exchange != null && exchange.messages.last() == index)
        .findFirst()
        .orElseGet(() -> session.exchanges.holding(index));
  }

  private String sql(RecordedMessage recorded, Message message, Request head) {
    if (recorded.direction() == Direction.FRONTEND) {
      return sqlOfRequest(recorded, message, head);
    }
    boolean ownsNothing = message != null && isUnasked(recorded.frame());
    return head == null || ownsNothing ? null : sqlOfAnswer(recorded.frame(), head);
  }

  private String sqlOfRequest(RecordedMessage recorded, Message message, Request head) {
    if (message instanceof Parse parse) {
      return parse.query();
    }
    if (message instanceof Query query) {
      return query.query();
    }
    Request tail = session.pipeline.tail();
    if (tail != null && tail.index == recorded.index()) {
      return tail.sql();
    }
    boolean copying = session.copy != null && session.copy.direction != CopyDirection.OUT;
    return copying && head != null ? head.sql() : null;
  }

  private static boolean isUnasked(Frame frame) {
    return frame.type() == 'A' || frame.type() == 'S';
  }

  private static String sqlOfAnswer(Frame frame, Request head) {
    if (head instanceof QueryRequest query && frame.type() != 'E') {
      return frame.type() == 'Z' ? query.sql : query.last().sql;
    }
    return head.sql();
  }

  /** The request that a message has become is the last one. */
  private List<TypedValue> parameters(RecordedMessage recorded) {
    return session.pipeline.tail() instanceof Request.BindRequest bind
            && bind.index == recorded.index()
        ? bind.portal.parameters()
        : List.of();
  }

  /** Asked for once of a result: its rows come one after the other. */
  private List<ColumnDescription> columns(Frame frame, Request head) {
    if (frame.type() != 'D' || frame.direction() == Direction.FRONTEND || head == null) {
      described = null;
      return List.of();
    }
    if (described == null) {
      described = head.execution().map(OpenStatement::columns).map(List::copyOf).orElse(List.of());
    }
    return described;
  }

  private static Optional<Duration> roundTrip(OpenExchange exchange, Instant now) {
    return switch (exchange.kind) {
      case STARTUP, SIMPLE_QUERY, EXTENDED_QUERY, FUNCTION_CALL ->
          exchange.complete
              ? Optional.of(Duration.between(exchange.startedAt, now))
              : Optional.empty();
      case CANCEL, TERMINATION, ENCRYPTED, OTHER -> Optional.empty();
    };
  }

  private static Optional<SqlState> sqlState(Message message) {
    return message instanceof Diagnostic diagnostic ? diagnostic.sqlState() : Optional.empty();
  }

  private static Optional<CommandTag> tag(Message message) {
    return message instanceof CommandComplete complete
        ? Optional.of(complete.tag())
        : Optional.empty();
  }

  private static Optional<TransactionStatus> status(Message message) {
    return message instanceof ReadyForQuery ready ? Optional.of(ready.status()) : Optional.empty();
  }
}
