package dev.postgreswire.assertj;

import dev.postgreswire.recording.Authentication;
import dev.postgreswire.recording.Batch;
import dev.postgreswire.recording.Cancellation;
import dev.postgreswire.recording.Copy;
import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.Notification;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedDiagnostic;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.recording.Transaction;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The cells of tables, save those of statements. */
final class Cells {
  /** What has a column of its own, or helps nobody but the server's authors. */
  private static final Set<Character> NOT_LISTED = Set.of('S', 'V', 'C', 'M', 'F', 'L', 'R');

  private Cells() {}

  static List<String> of(RecordedConnection connection) {
    return List.of(
        "c" + connection.id(),
        connection.openedInWindow() ? "in this window" : "before",
        connection.startupParameter("user").orElse("-"),
        ConnectionText.authentication(connection),
        ConnectionText.encryption(connection),
        ConnectionText.ending(connection));
  }

  static List<String> of(Transaction transaction) {
    return List.of(
        "c" + transaction.connectionId(),
        Texts.words(transaction.outcome()),
        transaction.isImplicit() ? "implicit" : "explicit",
        transaction.isReadOnly().map(only -> only ? "read only" : "read write").orElse("-"),
        transaction.isolation().orElse("-"),
        Texts.millis(transaction.duration()),
        sqls(transaction.statements()));
  }

  static List<String> of(Exchange exchange) {
    return List.of(
        "c" + exchange.connectionId(),
        Texts.words(exchange.kind()),
        String.valueOf(exchange.messages().size()),
        Texts.millis(exchange.duration()),
        sqls(exchange.statements()));
  }

  static List<String> of(Batch batch) {
    Statement first = batch.statements().get(0);
    return List.of(
        "c" + first.connectionId(),
        String.valueOf(batch.executions()),
        String.valueOf(batch.syncs()),
        String.valueOf(batch.totalRows()),
        rowsPerStatement(batch),
        StatementText.sql(first));
  }

  static String rowsPerStatement(Batch batch) {
    List<Long> rows = batch.rowsPerStatement();
    boolean same = rows.size() > 1 && rows.stream().distinct().count() == 1;
    return same
        ? rows.get(0) + " each"
        : rows.stream().map(String::valueOf).collect(Collectors.joining(" + "));
  }

  static List<String> of(RecordedDiagnostic diagnostic, Evidence evidence) {
    String fields =
        diagnostic.fields().stream()
            .filter(field -> !NOT_LISTED.contains(field.code()))
            .map(field -> "; " + field.name() + ": " + Texts.line(field.value()))
            .collect(Collectors.joining());
    return List.of(
        "c" + diagnostic.connectionId(),
        diagnostic.severity(),
        DiagnosticText.sqlState(diagnostic.sqlState()),
        Texts.line(diagnostic.message()) + fields + DiagnosticText.sql(diagnostic, evidence));
  }

  static List<String> of(Copy copy) {
    return List.of(
        Texts.words(copy.direction()),
        copy.format().isBinary() ? "binary" : "text",
        String.valueOf(copy.messages().size()),
        String.valueOf(copy.bytes()),
        copy.failure().map(Texts::line).orElse("-"));
  }

  static List<String> of(Notification notification) {
    return List.of(
        "c" + notification.connectionId(),
        notification.channel(),
        String.valueOf(notification.processId()),
        Texts.line(notification.payload()));
  }

  static List<String> of(Cancellation cancellation) {
    return List.of(
        "c" + cancellation.connectionId(),
        cancellation.victimConnectionId().map(id -> "c" + id).orElse("nobody here"),
        String.valueOf(cancellation.processId()),
        cancellation.effect().map(RecordedDiagnostic::describe).orElse("none"));
  }

  static List<String> of(RecordedMessage message) {
    return List.of(
        "c" + message.connectionId(),
        String.valueOf(message.index()),
        message.direction().symbol() + "",
        message.name(),
        String.valueOf(message.length()));
  }

  static List<String> of(Authentication authentication) {
    String flag = authentication.channelBindingFlag().orElse("-");
    return List.of(
        ConnectionText.method(authentication.method()),
        authentication.mechanismsOffered().isEmpty()
            ? "-"
            : String.join(", ", authentication.mechanismsOffered()),
        flag + authentication.channelBindingType().map(type -> " " + type).orElse(""),
        authentication.iterations().isPresent()
            ? String.valueOf(authentication.iterations().getAsInt())
            : "-",
        authentication.serverProvedItself() ? "proved itself" : "proved nothing",
        authentication.succeeded()
            ? "succeeded"
            : authentication.error().map(RecordedDiagnostic::describe).orElse("did not succeed"));
  }

  static List<String> of(TlsSession session) {
    return List.of(
        session.version().orElse("-"),
        session.cipherSuite().orElse("-"),
        session.serverName().orElse("-"),
        session.offeredAlpn().isEmpty() ? "-" : String.join(", ", session.offeredAlpn()),
        session.direct() ? "directly" : "by SSLRequest",
        String.valueOf(session.frontendBytes()),
        String.valueOf(session.backendBytes()));
  }

  private static String sqls(List<Statement> statements) {
    String sqls = statements.stream().map(StatementText::sql).collect(Collectors.joining("; "));
    return sqls.isEmpty() ? "-" : sqls;
  }
}
