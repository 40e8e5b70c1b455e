package dev.postgreswire.assertj;

import dev.postgreswire.recording.Authentication;
import dev.postgreswire.recording.Batch;
import dev.postgreswire.recording.Cancellation;
import dev.postgreswire.recording.Copy;
import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.Notification;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedError;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordedNotice;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.recording.Transaction;
import java.util.List;
import java.util.Optional;

/** The kinds of elements that recordings have. */
final class Kinds {
  static final Kind<RecordedConnection, ConnectionAssert> CONNECTION =
      new Kind<>(
          "connection",
          "connections",
          ConnectionAssert.class,
          RecordedConnection.class,
          ConnectionAssert::new,
          List.of("conn", "opened", "user", "authentication", "encryption", "ended"),
          (connection, evidence) -> Cells.of(connection),
          RecordedConnection::id,
          (connection, evidence) -> Places.of(connection));

  static final Kind<Statement, StatementAssert> STATEMENT =
      new Kind<>(
          "statement",
          "statements",
          StatementAssert.class,
          Statement.class,
          StatementAssert::new,
          List.of("conn", "tx", ">rows", ">    ms", "?caller", "sql"),
          StatementText::cells,
          Statement::connectionId,
          (statement, evidence) -> Places.of(statement));

  static final Kind<Transaction, TransactionAssert> TRANSACTION =
      new Kind<>(
          "transaction",
          "transactions",
          TransactionAssert.class,
          Transaction.class,
          TransactionAssert::new,
          List.of("conn", "outcome", "begun", "access", "isolation", ">    ms", "statements"),
          (transaction, evidence) -> Cells.of(transaction),
          Transaction::connectionId,
          (transaction, evidence) -> Places.of(transaction));

  static final Kind<Exchange, ExchangeAssert> EXCHANGE =
      new Kind<>(
          "exchange",
          "exchanges",
          ExchangeAssert.class,
          Exchange.class,
          ExchangeAssert::new,
          List.of("conn", "kind", ">messages", ">    ms", "statements"),
          (exchange, evidence) -> Cells.of(exchange),
          Exchange::connectionId,
          (exchange, evidence) -> Places.of(exchange));

  static final Kind<Batch, BatchAssert> BATCH =
      new Kind<>(
          "batch",
          "batches",
          BatchAssert.class,
          Batch.class,
          BatchAssert::new,
          List.of("conn", ">executions", ">syncs", ">rows", "rows per statement", "sql"),
          (batch, evidence) -> Cells.of(batch),
          batch -> batch.statements().get(0).connectionId(),
          (batch, evidence) -> Places.of(batch));

  static final Kind<RecordedError, ErrorAssert> ERROR =
      new Kind<>(
          "error",
          "errors",
          ErrorAssert.class,
          RecordedError.class,
          ErrorAssert::new,
          List.of("conn", "severity", "sqlstate", "message"),
          (error, evidence) -> Cells.of(error),
          RecordedError::connectionId,
          (error, evidence) -> Places.of(error));

  static final Kind<RecordedNotice, NoticeAssert> NOTICE =
      new Kind<>(
          "notice",
          "notices",
          NoticeAssert.class,
          RecordedNotice.class,
          NoticeAssert::new,
          List.of("conn", "severity", "sqlstate", "message"),
          (notice, evidence) -> Cells.of(notice),
          RecordedNotice::connectionId,
          (notice, evidence) -> Places.of(notice));

  static final Kind<Copy, CopyAssert> COPY =
      new Kind<>(
          "copy",
          "copies",
          CopyAssert.class,
          Copy.class,
          CopyAssert::new,
          List.of("direction", "format", ">messages", ">bytes", "failure"),
          (copy, evidence) -> Cells.of(copy),
          copy -> copy.messages().isEmpty() ? 0 : copy.messages().get(0).connectionId(),
          Places::of);

  static final Kind<Notification, NotificationAssert> NOTIFICATION =
      new Kind<>(
          "notification",
          "notifications",
          NotificationAssert.class,
          Notification.class,
          NotificationAssert::new,
          List.of("conn", "channel", "from process", "payload"),
          (notification, evidence) -> Cells.of(notification),
          Notification::connectionId,
          (notification, evidence) -> Places.of(notification));

  static final Kind<Cancellation, CancellationAssert> CANCELLATION =
      new Kind<>(
          "cancellation",
          "cancellations",
          CancellationAssert.class,
          Cancellation.class,
          CancellationAssert::new,
          List.of("conn", "aimed at", "process", "effect"),
          (cancellation, evidence) -> Cells.of(cancellation),
          Cancellation::connectionId,
          Places::of);

  static final Kind<RecordedMessage, MessageAssert> MESSAGE =
      new Kind<>(
          "message",
          "messages",
          MessageAssert.class,
          RecordedMessage.class,
          MessageAssert::new,
          List.of("conn", ">index", "dir", "name", ">length"),
          (message, evidence) -> Cells.of(message),
          RecordedMessage::connectionId,
          (message, evidence) -> Places.of(message));

  static final Kind<Authentication, AuthenticationAssert> AUTHENTICATION =
      new Kind<>(
          "authentication",
          "authentications",
          AuthenticationAssert.class,
          Authentication.class,
          AuthenticationAssert::new,
          List.of("method", "offered", "channel binding", ">iterations", "server", "outcome"),
          (authentication, evidence) -> Cells.of(authentication),
          authentication -> 0,
          (authentication, evidence) -> Optional.empty());

  static final Kind<TlsSession, TlsSessionAssert> TLS_SESSION =
      new Kind<>(
          "TLS session",
          "TLS sessions",
          TlsSessionAssert.class,
          TlsSession.class,
          TlsSessionAssert::new,
          List.of(
              "version", "cipher suite", "server name", "ALPN", "begun", ">bytes F", ">bytes B"),
          (session, evidence) -> Cells.of(session),
          session -> 0,
          (session, evidence) -> Optional.empty());

  private static final List<Kind<?, ?>> ALL =
      List.of(
          CONNECTION,
          STATEMENT,
          TRANSACTION,
          EXCHANGE,
          BATCH,
          ERROR,
          NOTICE,
          COPY,
          NOTIFICATION,
          CANCELLATION,
          MESSAGE);

  private Kinds() {}

  /** Returns the kind of an element of one of the lists. */
  @SuppressWarnings("unchecked")
  static <T> Kind<T, ?> of(T element) {
    for (Kind<?, ?> kind : ALL) {
      if (kind.type().isInstance(element)) {
        return (Kind<T, ?>) kind;
      }
    }
    throw new IllegalArgumentException("no kind for " + element.getClass());
  }
}
