package dev.postgreswire.testing;

import dev.postgreswire.recording.Copy;
import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedDiagnostic;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.Transaction;
import dev.postgreswire.wire.Direction;
import java.util.List;
import java.util.TreeMap;

/** All that a recording says save times, as text: two that say the same are equal. */
public final class RecordingText {
  private final StringBuilder text = new StringBuilder();

  private RecordingText() {}

  /** Returns the text of a recording. */
  public static String of(Recording recording) {
    RecordingText text = new RecordingText();
    recording.connections().forEach(connection -> text.connection(connection, true));
    text.line("notes", recording.notes());
    text.line("pending", recording.pending());
    text.line("batches", recording.batches());
    recording
        .cancels()
        .forEach(
            cancel ->
                text.line(
                    "cancel",
                    cancel.connectionId()
                        + " "
                        + cancel.victimConnectionId()
                        + " "
                        + cancel.processId()
                        + " "
                        + cancel.effect()));
    return text.text.toString();
  }

  /** Returns the text of a connection without its counts of bytes. */
  public static String of(RecordedConnection connection) {
    RecordingText text = new RecordingText();
    text.connection(connection, false);
    return text.text.toString();
  }

  private void connection(RecordedConnection connection, boolean counts) {
    line("connection", connection.id() + " " + connection.server());
    line("versions", connection.requestedVersion() + " " + connection.protocolVersion());
    line("startup", connection.startupParameters());
    line("encryption", connection.encryptionRequests() + " " + connection.tls());
    line("authentication", connection.authentication());
    line("parameters", new TreeMap<>(connection.serverParameters()));
    line("process", connection.backendProcessId() + " " + connection.secretKeyLength());
    line("prepared", connection.preparedStatements());
    line("end", connection.ending() + " " + connection.fatalError());
    line("status", connection.transactionStatus());
    connection.handshake().forEach(message -> message("handshake", message));
    connection.messages().forEach(message -> message("message", message));
    connection.exchanges().forEach(this::exchange);
    connection.statements().forEach(this::statement);
    connection.transactions().forEach(this::transaction);
    connection.errors().forEach(error -> diagnostic("error", error));
    connection.notices().forEach(notice -> diagnostic("notice", notice));
    line(
        "notifications",
        connection.notifications().stream()
            .map(n -> n.messageIndex() + n.channel() + n.payload())
            .toList());
    line("notes", connection.notes());
    line("undecoded", connection.undecoded());
    if (counts) {
      line("client", connection.bytes(Direction.FRONTEND));
      line("server", connection.bytes(Direction.BACKEND));
    }
  }

  private void message(String what, RecordedMessage message) {
    line(what, message + " " + message.phase() + " " + message.message());
  }

  private void exchange(Exchange exchange) {
    line(
        "exchange",
        exchange
            + " "
            + exchange.isComplete()
            + " "
            + exchange.status()
            + " "
            + exchange.messages().stream().map(RecordedMessage::index).toList()
            + exchange.statements().stream().map(Statement::messageIndex).toList()
            + exchange.errors().stream().map(RecordedDiagnostic::messageIndex).toList());
  }

  private void statement(Statement statement) {
    line(
        "statement",
        statement.messageIndex()
            + " in "
            + statement.exchangeIndex()
            + ": "
            + statement.sql()
            + " "
            + statement.parameters()
            + " → "
            + statement.outcome()
            + " "
            + statement.tag()
            + " "
            + statement.rows()
            + " "
            + statement.columns());
    line(
        "  more",
        List.of(
            statement.fetchSize(),
            statement.fetches(),
            statement.isSimple(),
            statement.statementName(),
            statement.portal(),
            statement.origin(),
            statement.error(),
            statement.notices()));
    statement.copy().ifPresent(this::copy);
  }

  private void copy(Copy copy) {
    line("  copy", copy + " " + copy.data() + " " + copy.failure() + " " + copy.format());
  }

  private void transaction(Transaction transaction) {
    line(
        "transaction",
        transaction
            + " "
            + transaction.isolation()
            + " "
            + transaction.isReadOnly()
            + " "
            + transaction.statements().stream().map(Statement::messageIndex).toList());
  }

  private void diagnostic(String what, RecordedDiagnostic diagnostic) {
    line(what, diagnostic.messageIndex() + " " + diagnostic + " " + diagnostic.sql());
  }

  private void line(String what, Object value) {
    text.append(what).append(' ').append(value).append('\n');
  }
}
