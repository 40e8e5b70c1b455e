package dev.postgreswire.assertj;

import dev.postgreswire.PostgresWire;
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
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.recording.Transaction;

/**
 * Where assertions on what went over the wire begin. Import {@link #assertThat} statically, beside
 * AssertJ's own if need be.
 *
 * <pre>{@code
 * assertThat(wire).statements().hasSize(1)
 *     .first().hasSql("select id from invoice where year = $1").hasParameters(2026).returnedRows(3);
 * assertThat(wire).connections().allSatisfy(connection -> assertThat(connection)
 *     .authenticatedWith(SCRAM_SHA_256).usedTls());
 * }</pre>
 */
public final class PostgresWireAssertions {
  private PostgresWireAssertions() {}

  /**
   * Begins assertions on what was recorded in a window. The recording is taken once, now, and is a
   * barrier: all that the application had written before is in it.
   *
   * <pre>{@code
   * assertThat(wire).errors().isEmpty();
   * }</pre>
   */
  public static PostgresWireAssert assertThat(PostgresWire actual) {
    return new PostgresWireAssert(actual);
  }

  /**
   * Begins assertions on a recording.
   *
   * <pre>{@code
   * assertThat(recording).hasNoRepeatedStatements();
   * }</pre>
   */
  public static RecordingAssert assertThat(Recording actual) {
    return new RecordingAssert(actual);
  }

  /**
   * Begins assertions on a connection.
   *
   * <pre>{@code
   * assertThat(connection).authenticatedWith(SCRAM_SHA_256).usedTls();
   * }</pre>
   */
  public static ConnectionAssert assertThat(RecordedConnection actual) {
    return new ConnectionAssert(actual);
  }

  /**
   * Begins assertions on how a client authenticated.
   *
   * <pre>{@code
   * assertThat(authentication).usedMechanism("SCRAM-SHA-256").serverProvedItself();
   * }</pre>
   */
  public static AuthenticationAssert assertThat(Authentication actual) {
    return new AuthenticationAssert(actual);
  }

  /**
   * Begins assertions on a TLS session.
   *
   * <pre>{@code
   * assertThat(session).hasVersion("TLSv1.3");
   * }</pre>
   */
  public static TlsSessionAssert assertThat(TlsSession actual) {
    return new TlsSessionAssert(actual);
  }

  /**
   * Begins assertions on a statement.
   *
   * <pre>{@code
   * assertThat(statement).hasCommand("SELECT").hasParameters(2026).returnedRows(3);
   * }</pre>
   */
  public static StatementAssert assertThat(Statement actual) {
    return new StatementAssert(actual);
  }

  /**
   * Begins assertions on a transaction.
   *
   * <pre>{@code
   * assertThat(transaction).isReadOnly().isCommitted().hasStatements(2);
   * }</pre>
   */
  public static TransactionAssert assertThat(Transaction actual) {
    return new TransactionAssert(actual);
  }

  /**
   * Begins assertions on an exchange.
   *
   * <pre>{@code
   * assertThat(exchange).hasKind(EXTENDED_QUERY).isComplete();
   * }</pre>
   */
  public static ExchangeAssert assertThat(Exchange actual) {
    return new ExchangeAssert(actual);
  }

  /**
   * Begins assertions on a batch.
   *
   * <pre>{@code
   * assertThat(batch).wasSentInOneRoundTrip().rewrittenInto(4, 1);
   * }</pre>
   */
  public static BatchAssert assertThat(Batch actual) {
    return new BatchAssert(actual);
  }

  /**
   * Begins assertions on an error.
   *
   * <pre>{@code
   * assertThat(error).hasSqlState("23505").hasConstraint("invoice_number_key");
   * }</pre>
   */
  public static ErrorAssert assertThat(RecordedError actual) {
    return new ErrorAssert(actual);
  }

  /**
   * Begins assertions on a notice.
   *
   * <pre>{@code
   * assertThat(notice).hasSeverity("WARNING");
   * }</pre>
   */
  public static NoticeAssert assertThat(RecordedNotice actual) {
    return new NoticeAssert(actual);
  }

  /**
   * Begins assertions on the data of a COPY.
   *
   * <pre>{@code
   * assertThat(copy).hasDirection(CopyDirection.IN).hasRows(1000);
   * }</pre>
   */
  public static CopyAssert assertThat(Copy actual) {
    return new CopyAssert(actual);
  }

  /**
   * Begins assertions on a notification.
   *
   * <pre>{@code
   * assertThat(notification).hasChannel("invoices").hasPayload("42");
   * }</pre>
   */
  public static NotificationAssert assertThat(Notification actual) {
    return new NotificationAssert(actual);
  }

  /**
   * Begins assertions on a CancelRequest.
   *
   * <pre>{@code
   * assertThat(cancellation).isAimedAtConnection(1).hadEffect();
   * }</pre>
   */
  public static CancellationAssert assertThat(Cancellation actual) {
    return new CancellationAssert(actual);
  }

  /**
   * Begins assertions on a raw message.
   *
   * <pre>{@code
   * assertThat(message).hasName("Bind").hasDirection(Direction.FRONTEND);
   * }</pre>
   */
  public static MessageAssert assertThat(RecordedMessage actual) {
    return new MessageAssert(actual);
  }
}
