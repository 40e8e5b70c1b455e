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
import org.assertj.core.api.SoftAssertionsProvider;

/** The assertions of {@link PostgresWireAssertions}, their failures collected. */
public interface PostgresWireSoftAssertionsProvider extends SoftAssertionsProvider {

  /** Begins assertions on what was recorded in a window. */
  default PostgresWireAssert assertThat(PostgresWire actual) {
    PostgresWireAssert next = proxy(PostgresWireAssert.class, PostgresWire.class, actual);
    next.useOpener(Opener.soft(this));
    return next;
  }

  /** Begins assertions on a recording. */
  default RecordingAssert assertThat(Recording actual) {
    RecordingAssert next = proxy(RecordingAssert.class, Recording.class, actual);
    next.useOpener(Opener.soft(this));
    return next;
  }

  /** Begins assertions on a connection. */
  default ConnectionAssert assertThat(RecordedConnection actual) {
    return Evidence.begin(this, Kinds.CONNECTION, actual);
  }

  /** Begins assertions on how a client authenticated. */
  default AuthenticationAssert assertThat(Authentication actual) {
    return Evidence.begin(this, Kinds.AUTHENTICATION, actual);
  }

  /** Begins assertions on a TLS session. */
  default TlsSessionAssert assertThat(TlsSession actual) {
    return Evidence.begin(this, Kinds.TLS_SESSION, actual);
  }

  /** Begins assertions on a statement. */
  default StatementAssert assertThat(Statement actual) {
    return Evidence.begin(this, Kinds.STATEMENT, actual);
  }

  /** Begins assertions on a transaction. */
  default TransactionAssert assertThat(Transaction actual) {
    return Evidence.begin(this, Kinds.TRANSACTION, actual);
  }

  /** Begins assertions on an exchange. */
  default ExchangeAssert assertThat(Exchange actual) {
    return Evidence.begin(this, Kinds.EXCHANGE, actual);
  }

  /** Begins assertions on a batch. */
  default BatchAssert assertThat(Batch actual) {
    return Evidence.begin(this, Kinds.BATCH, actual);
  }

  /** Begins assertions on an error. */
  default ErrorAssert assertThat(RecordedError actual) {
    return Evidence.begin(this, Kinds.ERROR, actual);
  }

  /** Begins assertions on a notice. */
  default NoticeAssert assertThat(RecordedNotice actual) {
    return Evidence.begin(this, Kinds.NOTICE, actual);
  }

  /** Begins assertions on the data of a COPY. */
  default CopyAssert assertThat(Copy actual) {
    return Evidence.begin(this, Kinds.COPY, actual);
  }

  /** Begins assertions on a notification. */
  default NotificationAssert assertThat(Notification actual) {
    return Evidence.begin(this, Kinds.NOTIFICATION, actual);
  }

  /** Begins assertions on a CancelRequest. */
  default CancellationAssert assertThat(Cancellation actual) {
    return Evidence.begin(this, Kinds.CANCELLATION, actual);
  }

  /** Begins assertions on a raw message. */
  default MessageAssert assertThat(RecordedMessage actual) {
    return Evidence.begin(this, Kinds.MESSAGE, actual);
  }
}
