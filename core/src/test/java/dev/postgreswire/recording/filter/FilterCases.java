package dev.postgreswire.recording.filter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The cases that hold for the filter in Java and in JavaScript. */
final class FilterCases {
  static final Path FILE = Path.of("src/test/resources/dev/postgreswire/filter-cases.tsv");

  /**
   * A case.
   *
   * @param filter the expression
   * @param expected yes, no, or position and reason
   * @param values the message
   */
  record Case(String filter, String expected, Map<String, List<Object>> values) {
    @Override
    public String toString() {
      return filter + " → " + expected;
    }

    String result() {
      try {
        Filter parsed = Filter.parse(filter);
        return parsed.matches(source -> values.getOrDefault(source, List.of())) ? "yes" : "no";
      } catch (FilterSyntaxException e) {
        return e.position() + ": " + e.reason();
      }
    }
  }

  private FilterCases() {}

  static Stream<Case> all() throws IOException {
    try (InputStream in =
        FilterCases.class.getResourceAsStream("/dev/postgreswire/filter-cases.tsv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("# ")).map(FilterCases::of);
    }
  }

  private static Case of(String line) {
    List<String> cells = List.of(line.split("\t", -1));
    Map<String, List<Object>> values = new HashMap<>();
    for (String cell : cells.subList(2, cells.size())) {
      boolean number = cell.startsWith("#");
      String name = cell.substring(number ? 1 : 0, cell.indexOf('='));
      String value = cell.substring(cell.indexOf('=') + 1);
      values
          .computeIfAbsent(name, absent -> new ArrayList<>())
          .add(number ? (Object) Double.valueOf(value) : value);
    }
    return new Case(cells.get(0), cells.get(1), values);
  }
}
