package dev.postgreswire.testing;

import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.Transaction;
import java.util.StringJoiner;

/** All that a recording says, save times and addresses, a line each: for comparing recordings. */
public final class RecordingText {
  private final StringJoiner lines = new StringJoiner("\n");

  private RecordingText() {}

  /** Returns the text of everything. */
  public static String of(Recording recording) {
    RecordingText text = new RecordingText();
    recording.connections().forEach(text::add);
    text.line("batches", recording.batches());
    text.line("cancels", recording.cancels().size());
    return text.lines.toString();
  }

  private void add(RecordedConnection connection) {
    line("connection", connection.id());
    line("versions", connection.requestedVersion(), connection.protocolVersion());
    line("startup", connection.startupParameters());
    line("encryption", connection.encryptionRequests(), connection.tls());
    line("authentication", connection.authentication());
    line("parameters", connection.serverParameters());
    line("backend", connection.backendProcessId(), connection.secretKeyLength());
    line("prepared", connection.preparedStatements());
    line("status", connection.transactionStatus(), connection.pending());
    line("ended", connection.ending(), connection.fatalError());
    line("errors", connection.errors());
    line("notices", connection.notices());
    line("cancel", connection.isCancelRequest());
    connection.handshake().forEach(message -> add("handshake", message));
    connection.messages().forEach(message -> add("message", message));
    connection.exchanges().forEach(this::add);
    connection.statements().forEach(this::add);
    connection.transactions().forEach(this::add);
  }

  private void add(String label, RecordedMessage message) {
    line(label, message.index(), message.phase(), message.frame(), message.message());
  }

  private void add(Exchange exchange) {
    line(
        "exchange",
        exchange.index(),
        exchange.kind(),
        exchange.status(),
        exchange.isComplete(),
        exchange.messages().stream().map(RecordedMessage::index).toList(),
        exchange.statements().stream().map(Statement::sql).toList());
  }

  private void add(Statement statement) {
    line("statement", statement.sql(), statement.outcome(), statement.tag(), statement.origin());
    line("  values", statement.parameters(), statement.columns(), statement.rows());
    line("  counts", statement.returnedRows(), statement.fetchSize(), statement.fetches());
    line("  names", statement.statementName(), statement.portal(), statement.isSimple());
    line("  places", statement.messageIndex(), statement.exchangeIndex());
    line("  diagnostics", statement.error(), statement.notices());
  }

  private void add(Transaction transaction) {
    line(
        "transaction",
        transaction.isImplicit(),
        transaction.isolation(),
        transaction.isReadOnly(),
        transaction.outcome(),
        transaction.statements().stream().map(Statement::sql).toList());
  }

  private void line(String label, Object... values) {
    StringJoiner line = new StringJoiner(" | ", label + ": ", "");
    for (Object value : values) {
      line.add(String.valueOf(value));
    }
    lines.add(line.toString());
  }
}
