package dev.postgreswire.recording.filter;

import java.util.List;

/** Asks for the values of a source. */
final class SourceValues {
  private SourceValues() {}

  static List<Object> of(FilterField.Source source, Filter.Values values) {
    if (source.isFlag()) {
      return List.of(Boolean.toString(holds(source, values)));
    }
    boolean applies = source.condition().isEmpty() || holds(source, values);
    return applies ? values.get(source.name()) : List.of();
  }

  private static boolean holds(FilterField.Source source, Filter.Values values) {
    return values.get(source.condition()).stream()
        .anyMatch(value -> value.toString().equals(source.wanted()));
  }
}
