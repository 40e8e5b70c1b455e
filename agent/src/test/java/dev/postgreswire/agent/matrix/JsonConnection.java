package dev.postgreswire.agent.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postgreswire.testing.Json;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What JSON Lines say of a connection. */
record JsonConnection(List<Map<String, Object>> lines) {
  private static final Set<String> WITHOUT_TYPE =
      Set.of("StartupMessage", "SSLRequest", "GSSENCRequest", "CancelRequest", "NegotiationAnswer");

  /** Returns the only line that is about an event, if there is one. */
  Optional<Map<String, Object>> event(String name) {
    return lines.stream().filter(line -> name.equals(line.get("event"))).findFirst();
  }

  /** Returns the messages of a type. */
  List<Map<String, Object>> messages(String type) {
    return lines.stream().filter(line -> type.equals(line.get("type"))).toList();
  }

  /** Returns a field of the first message of a type. */
  Object field(String type, String path) {
    return Json.at(messages(type).get(0), "fields." + path);
  }

  /** Returns the types of all messages of a direction, in order. */
  List<String> types(String direction) {
    return messages()
        .filter(line -> direction.equals(line.get("direction")))
        .map(line -> (String) line.get("type"))
        .toList();
  }

  /** Returns how many bytes the messages of a direction are on the wire. */
  long bytes(String direction) {
    return messages()
        .filter(line -> direction.equals(line.get("direction")))
        .mapToLong(
            line ->
                Long.parseLong(line.get("length").toString())
                    + (WITHOUT_TYPE.contains(line.get("type")) ? 0 : 1))
        .sum();
  }

  /** Returns the parameters of each Bind, as text, and of integers in binary their value. */
  List<List<String>> parameters() {
    return messages("Bind").stream()
        .map(bind -> ((List<?>) Json.at(bind, "fields.parameters")).stream())
        .map(values -> values.map(JsonConnection::text).toList())
        .toList();
  }

  /** Returns whether the server has sent an error with an SQLSTATE. */
  boolean hasError(String code) {
    return messages("ErrorResponse").stream()
        .anyMatch(error -> code.equals(Json.at(error, "fields.code")));
  }

  /** Returns the statements that were prepared, and those of the simple protocol. */
  List<String> sql() {
    List<String> sql = new ArrayList<>();
    Stream.of("Parse", "Query")
        .forEach(
            type ->
                messages(type)
                    .forEach(message -> sql.add((String) Json.at(message, "fields.query"))));
    return sql;
  }

  /** Returns its beginning and end; all of it would fill pages of a failure. */
  @Override
  public String toString() {
    return lines.get(0) + " … " + lines.get(lines.size() - 1);
  }

  private Stream<Map<String, Object>> messages() {
    return lines.stream().filter(line -> line.containsKey("type"));
  }

  /** Binary parameters are integers of four bytes, or text. */
  private static String text(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return String.valueOf(value);
    }
    String hex = (String) map.get("hex");
    return hex.length() == 8 && hex.startsWith("000")
        ? Integer.toString(HexFormat.fromHexDigits(hex))
        : new String(HexFormat.of().parseHex(hex), UTF_8);
  }
}
