package dev.postgreswire.agent.matrix;

import dev.postgreswire.testing.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the agent has written about a run.
 *
 * @param connections the connections
 * @param missed the lines about connections that could not be recorded
 */
record JsonRecording(List<JsonConnection> connections, List<Map<String, Object>> missed) {
  static JsonRecording of(Path file) {
    Map<Object, List<Map<String, Object>>> connections = new LinkedHashMap<>();
    List<Map<String, Object>> missed = new ArrayList<>();
    try {
      for (String text : Files.readAllLines(file)) {
        Map<String, Object> line = Json.object(text);
        if ("missed".equals(line.get("event"))) {
          missed.add(line);
        } else {
          connections
              .computeIfAbsent(line.get("connection"), number -> new ArrayList<>())
              .add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new JsonRecording(
        connections.values().stream().map(JsonConnection::new).toList(), missed);
  }

  /** Returns the connections on which a text was sent as a parameter. */
  List<JsonConnection> withParameter(String text) {
    return where(
        connection ->
            connection.parameters().stream().anyMatch(parameters -> parameters.contains(text)));
  }

  List<JsonConnection> where(Predicate<JsonConnection> condition) {
    return connections.stream().filter(condition).toList();
  }
}
