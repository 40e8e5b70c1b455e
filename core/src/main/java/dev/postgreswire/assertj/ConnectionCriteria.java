package dev.postgreswire.assertj;

import dev.postgreswire.recording.Authentication;
import dev.postgreswire.recording.AuthenticationMethod;
import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** What can be asked of a connection, and what it is instead, for sentences. */
final class ConnectionCriteria {
  private ConnectionCriteria() {}

  /** Makes a criterion that nothing meets that cannot be seen. */
  static Criterion<RecordedConnection> visible(Criterion<RecordedConnection> criterion) {
    return new Criterion<>(
        criterion.name(),
        criterion.phrase(),
        connection ->
            Visibility.isOpaque(connection)
                ? "it is encrypted ("
                    + ConnectionText.encryption(connection)
                    + ") and the recorder has no keys, so this cannot be seen;\n  let the"
                    + " application connect with sslmode=disable to assert on it"
                : criterion.was().apply(connection),
        connection -> !Visibility.isOpaque(connection) && criterion.isMetBy(connection),
        criterion.expected(),
        criterion.actual(),
        criterion.place());
  }

  static Criterion<RecordedConnection> canBeSeen(String about) {
    return visible(Criterion.that(about, "to show its " + about, any -> true, any -> ""));
  }

  static Criterion<RecordedConnection> usesTls() {
    Criterion<RecordedConnection> tls =
        Criterion.that(
            "TLS", "to use TLS", c -> c.tls().isPresent(), ConnectionCriteria::encryption);
    return tls.shownBy(Places::begin);
  }

  static Criterion<RecordedConnection> fatalError() {
    Criterion<RecordedConnection> fatal =
        Criterion.that(
            "fatal error",
            "to be ended by an error of the server",
            connection -> connection.fatalError().isPresent(),
            ConnectionCriteria::ending);
    return visible(fatal.shownBy(Places::end));
  }

  static List<Statement> statements(RecordedConnection connection) {
    return connection.statements().stream()
        .filter(statement -> statement.origin() == Origin.APPLICATION)
        .toList();
  }

  static String encryption(RecordedConnection connection) {
    return "had " + ConnectionText.encryption(connection) + ", and " + requests(connection);
  }

  static String requests(RecordedConnection connection) {
    String requests =
        connection.encryptionRequests().stream()
            .map(request -> request.kind() + " (" + Texts.words(request.answer()) + ")")
            .collect(Collectors.joining(", "));
    return requests.isEmpty() ? "the client asked for none" : "the client asked for " + requests;
  }

  static String authentication(RecordedConnection connection) {
    Authentication authentication = connection.authentication();
    String method =
        authentication.method() == AuthenticationMethod.TRUST
            ? "no method: the server asked for nothing (trust, peer, cert or ident)"
            : ConnectionText.method(authentication.method());
    String offered =
        authentication.mechanismsOffered().isEmpty()
            ? ""
            : " (the server offered " + String.join(", ", authentication.mechanismsOffered()) + ")";
    String error = authentication.error().map(e -> "; it failed: " + e.describe()).orElse("");
    String notEnded = authentication.succeeded() || !error.isEmpty() ? "" : "; it did not end";
    return "it was " + method + offered + error + notEnded;
  }

  static String channelBinding(RecordedConnection connection) {
    return switch (connection.authentication().channelBindingFlag().orElse("")) {
      case "n" -> "its client does not support it (flag n)";
      case "y" -> "its client believes that the server does not support it (flag y)";
      default ->
          "it did not; authentication: "
              + ConnectionText.method(connection.authentication().method());
    };
  }

  static boolean sentPassword(RecordedConnection connection) {
    return connection.authentication().method() == AuthenticationMethod.CLEARTEXT_PASSWORD
        && connection.handshake().stream().anyMatch(m -> m.name().equals("PasswordMessage"));
  }

  static String ending(RecordedConnection connection) {
    String ending = ConnectionText.ending(connection);
    return "it was "
        + ending
        + connection.fatalError().map(error -> " after " + error.describe()).orElse("");
  }
}
