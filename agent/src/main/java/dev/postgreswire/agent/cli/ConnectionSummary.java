package dev.postgreswire.agent.cli;

import dev.postgreswire.message.CancelRequest;
import dev.postgreswire.message.ErrorResponse;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.SASLInitialResponse;
import dev.postgreswire.message.SqlState;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordingListener.ConnectionClosed;
import dev.postgreswire.recording.RecordingListener.ConnectionOpened;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.wire.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one connection did. */
final class ConnectionSummary {
  private static final int MOST_NOTES = 5;

  private final ConnectionOpened opened;
  private final Map<String, Integer> errors = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private String who = "";
  private String authentication = "";
  private TlsSession tls;
  private boolean readable;
  private Instant last;
  private Ending ending = Ending.OPEN;
  private String detail = "";
  private long fromClient;
  private long fromServer;
  private long simple;
  private long extended;
  private long rows;
  private long gaps;
  private long undecoded;

  ConnectionSummary(ConnectionOpened opened) {
    this.opened = opened;
    this.last = opened.time();
  }

  void count(Direction direction, int bytes, Instant time) {
    fromClient += direction == Direction.FRONTEND ? bytes : 0;
    fromServer += direction == Direction.BACKEND ? bytes : 0;
    last = time;
  }

  void gap(long count) {
    gaps++;
  }

  void take(TlsSession session) {
    tls = session;
  }

  void note(String text) {
    notes.add(text);
  }

  void take(ConnectionClosed closed) {
    ending = closed.ending();
    detail = closed.detail();
    last = closed.time();
  }

  void take(RecordedMessage recorded) {
    Message message = recorded.message();
    switch (message.type()) {
      case QUERY -> simple++;
      case EXECUTE -> extended++;
      case DATA_ROW -> rows++;
      case UNDECODED -> undecoded++;
      case AUTHENTICATION_CLEARTEXT_PASSWORD -> authentication = "password, in the clear";
      case AUTHENTICATION_MD5_PASSWORD -> authentication = "MD5";
      case AUTHENTICATION_GSS -> authentication = "GSSAPI";
      case AUTHENTICATION_SSPI -> authentication = "SSPI";
      case AUTHENTICATION_OK ->
          authentication = authentication.isEmpty() ? "no challenge (trust)" : authentication;
      default -> takeMore(message);
    }
  }

  private void takeMore(Message message) {
    if (message instanceof StartupMessage startup) {
      readable = true;
      who =
          startup.parameters().stream()
              .filter(p -> List.of("user", "database", "application_name").contains(p.name()))
              .map(ConnectionSummary::describe)
              .collect(Collectors.joining(", "));
    } else if (message instanceof CancelRequest) {
      readable = true;
      who = "a request to cancel what another connection does";
    } else if (message instanceof SASLInitialResponse sasl) {
      authentication = sasl.mechanism();
    } else if (message instanceof ErrorResponse error) {
      errors.merge(error.sqlState().map(ConnectionSummary::describe).orElse("?"), 1, Integer::sum);
    }
  }

  private static String describe(StartupParameter parameter) {
    return parameter.name().replace("_name", "") + " " + parameter.value();
  }

  private static String describe(SqlState state) {
    return state.code() + state.name().map(name -> " " + name).orElse("");
  }

  long statements() {
    return simple + extended;
  }

  long errors() {
    return errors.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** Returns all that is worth saying, in lines. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("connection ").append(opened.id()).append("  ");
    text.append(opened.origin().client().isEmpty() ? "a client" : opened.origin().client());
    text.append(" → ").append(opened.origin().server()).append('\n');
    line(text, "", who);
    line(text, "began", opened.origin().partial() ? "before the capture" : "");
    line(text, "login", authentication);
    line(text, "encryption", Optional.ofNullable(tls).map(this::encryption).orElse(""));
    line(text, "statements", statements() == 0 ? "" : statementsText());
    line(text, "errors", errorsText());
    line(
        text,
        "bytes",
        Quantities.bytes(fromClient)
            + " from the client, "
            + Quantities.bytes(fromServer)
            + " from the server");
    line(text, "time", Quantities.duration(Duration.between(opened.time(), last)) + ", " + end());
    line(text, "missing", gaps == 0 ? "" : "bytes in " + Quantities.of(gaps, "place"));
    line(text, "undecoded", undecoded == 0 ? "" : Quantities.of(undecoded, "message"));
    notes.stream().limit(MOST_NOTES).forEach(note -> line(text, "note", note));
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String value) {
    if (!value.isEmpty()) {
      text.append(String.format(Locale.ROOT, "  %-11s %s%n", label, value));
    }
  }

  private String encryption(TlsSession session) {
    return session.version().orElse("TLS")
        + session.cipherSuite().map(suite -> ", " + suite).orElse("")
        + (readable ? ", decrypted" : ", not decrypted: its secrets are not known");
  }

  private String statementsText() {
    return String.format(Locale.ROOT, "%,d simple, %,d extended, ", simple, extended)
        + Quantities.of(rows, "row");
  }

  private String errorsText() {
    return errors.entrySet().stream()
        .map(e -> e.getKey() + (e.getValue() > 1 ? " (" + e.getValue() + " times)" : ""))
        .collect(Collectors.joining(", "));
  }

  private String end() {
    String how =
        switch (ending) {
          case OPEN -> "not ended";
          case TERMINATED -> "ended by the client";
          case CLOSED_BY_CLIENT -> "closed by the client";
          case CLOSED_BY_SERVER -> "closed by the server";
          case RESET_BY_CLIENT -> "reset by the client";
          case RESET_BY_SERVER -> "reset by the server";
          case SERVER_UNREACHABLE -> "the server could not be reached";
          case RECORDER_CLOSED -> "ended with the recorder";
        };
    return detail.isEmpty() ? how : how + " (" + detail + ")";
  }
}
