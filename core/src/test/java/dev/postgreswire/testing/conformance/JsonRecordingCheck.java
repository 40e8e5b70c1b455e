package dev.postgreswire.testing.conformance;

import dev.postgreswire.message.MessageType;
import dev.postgreswire.testing.Json;
import dev.postgreswire.wire.Direction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks the connections in a file of JSON Lines. */
final class JsonRecordingCheck {
  private static final Map<String, MessageType> TYPES =
      Arrays.stream(MessageType.values())
          .collect(Collectors.toMap(MessageType::protocolName, Function.identity()));

  private final String file;
  private final Conformance conformance;
  private final Map<Object, Followed> connections = new HashMap<>();

  /** A connection, and the number of its next message. */
  private static final class Followed {
    final WatchedConnection connection;
    int next;

    Followed(WatchedConnection connection) {
      this.connection = connection;
    }
  }

  JsonRecordingCheck(String file, Conformance conformance) {
    this.file = file;
    this.conformance = conformance;
  }

  void take(String text) {
    Map<String, Object> line;
    try {
      line = Json.object(text);
    } catch (AssertionError | RuntimeException e) {
      conformance.unreadable(); // whether files are whole is for the tests to say
      return;
    }
    if (!line.containsKey("connection")) {
      return;
    }
    Followed followed = connections.computeIfAbsent(line.get("connection"), this::open);
    if (line.containsKey("event")) {
      event(followed, line);
    } else if (followed.connection.isChecking()) {
      message(followed, line);
    }
  }

  private Followed open(Object number) {
    return new Followed(conformance.opened("connection " + number + " in " + file));
  }

  private static void event(Followed followed, Map<String, Object> line) {
    if ("gap".equals(line.get("event")) || Boolean.TRUE.equals(line.get("partial"))) {
      followed.connection.giveUp();
    }
  }

  private static void message(Followed followed, Map<String, Object> line) {
    MessageType type = TYPES.get(line.get("type"));
    boolean isNext = line.get("index").toString().equals(Integer.toString(followed.next));
    if (type == null || !isNext) { // a window or a filter has left out what was before
      followed.connection.giveUp();
      return;
    }
    Direction direction =
        "F".equals(line.get("direction")) ? Direction.FRONTEND : Direction.BACKEND;
    followed.connection.take(
        new Utterance(followed.next, direction, type, detail(type, line.get("fields"))));
    followed.next++;
  }

  private static String detail(MessageType type, Object fields) {
    return switch (type) {
      case ERROR_RESPONSE ->
          text(fields, "severity").isEmpty()
              ? text(fields, "localizedSeverity")
              : text(fields, "severity");
      case DESCRIBE, CLOSE -> text(fields, "target");
      case NEGOTIATION_ANSWER -> text(fields, "answer");
      case SASL_INITIAL_RESPONSE -> text(fields, "mechanism");
      case STARTUP_MESSAGE -> isReplication(fields) ? "replication" : "";
      default -> "";
    };
  }

  private static String text(Object fields, String name) {
    Object value = fields instanceof Map<?, ?> map ? map.get(name) : null;
    return value == null ? "" : value.toString();
  }

  private static boolean isReplication(Object fields) {
    return fields instanceof Map<?, ?> map
        && map.get("parameters") instanceof List<?> list
        && list.stream().anyMatch(it -> text(it, "name").equals("replication"));
  }
}
