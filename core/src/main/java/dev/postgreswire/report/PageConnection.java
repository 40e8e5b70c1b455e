package dev.postgreswire.report;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.SASLInitialResponse;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.RecordingListener.ConnectionClosed;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.wire.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the head of the page says of a connection, and what is needed to read its messages. */
final class PageConnection {
  private static final int MOST_NOTES = 100;

  private final int id;
  private final PageExchanges exchanges;
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private long frontendBytes;
  private long backendBytes;
  private Instant last;

  PageConnection(int id, Instant time, ConnectionOrigin origin) {
    this.id = id;
    this.last = time;
    this.exchanges = new PageExchanges(id);
    facts.put("server", origin.server());
    facts.put("client", origin.client());
    facts.put("thread", origin.thread());
    facts.put("caller", origin.caller().frame());
    facts.put("openedBy", origin.openedBy());
    facts.put("partial", origin.partial());
  }

  PageExchanges exchanges() {
    return exchanges;
  }

  Instant last() {
    return last;
  }

  /** Keeps what a message says of its connection. */
  void take(Message message, Instant time) {
    last = time;
    switch (message.type()) {
      case STARTUP_MESSAGE -> startup((StartupMessage) message);
      case PARAMETER_STATUS -> parameter((ParameterStatus) message);
      case AUTHENTICATION_CLEARTEXT_PASSWORD -> facts.put("authentication", "password");
      case AUTHENTICATION_MD5_PASSWORD -> facts.put("authentication", "md5");
      case AUTHENTICATION_GSS -> facts.put("authentication", "GSSAPI");
      case SASL_INITIAL_RESPONSE ->
          facts.put("authentication", ((SASLInitialResponse) message).mechanism());
      default -> {}
    }
  }

  private void startup(StartupMessage message) {
    for (String name : List.of("user", "database", "application_name")) {
      message.parameter(name).ifPresent(value -> facts.put(name, value));
    }
  }

  private void parameter(ParameterStatus status) {
    if (List.of("server_version", "application_name").contains(status.name())) {
      facts.put(status.name(), status.value());
    }
  }

  void count(Direction direction, int bytes) {
    if (direction == Direction.FRONTEND) {
      frontendBytes += bytes;
    } else {
      backendBytes += bytes;
    }
  }

  void take(TlsSession session) {
    facts.put("tls", session.version().orElse("TLS"));
    session.cipherSuite().ifPresent(suite -> facts.put("cipherSuite", suite));
    session.serverName().ifPresent(name -> facts.put("serverName", name));
    session.alpn().ifPresent(alpn -> facts.put("alpn", alpn));
    facts.put("decrypted", session.decrypted());
    session.undecryptable().ifPresent(reason -> facts.put("undecryptable", reason));
  }

  void note(String text) {
    if (notes.size() < MOST_NOTES) {
      notes.add(text);
    }
  }

  void take(ConnectionClosed closed) {
    frontendBytes = closed.frontendBytes();
    backendBytes = closed.backendBytes();
    facts.put("ending", closed.ending().name());
    facts.put("detail", closed.detail());
  }

  boolean isClosed() {
    return facts.containsKey("ending");
  }

  /** Returns all of it for the page. */
  Map<String, Object> facts() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", id);
    facts.forEach(
        (name, value) -> {
          if (!value.equals("") && !value.equals(false)) {
            all.put(name, value);
          }
        });
    all.put("sent", frontendBytes);
    all.put("received", backendBytes);
    all.put("notes", notes);
    return all;
  }
}
