package dev.postgreswire.recording.filter;

import java.util.List;

/**
 * A field that a filter knows.
 *
 * @param name what to write
 * @param kind what its values are
 * @param sources where they come from
 * @param about what it is, for people; may be empty
 */
public record FilterField(String name, Kind kind, List<Source> sources, String about) {
  /** Copies the list. */
  public FilterField {
    sources = List.copyOf(sources);
  }

  /** What the values of a field are. */
  public enum Kind {
    /** Numbers. */
    NUMBER,
    /** Numbers of seconds; {@code 5ms} is one. */
    DURATION,
    /** Text. */
    TEXT,
    /** A name, compared whatever its case and without spaces. */
    NAME,
    /** Yes or no. */
    FLAG,
    /** Numbers or text, as they come. */
    ANY
  }

  /**
   * Where values come from.
   *
   * @param name what to ask for
   * @param condition a further name, which must have the value {@code wanted}; or empty
   * @param wanted see there
   * @param isFlag whether the value is not that of {@code name}, but whether the condition holds
   */
  public record Source(String name, String condition, String wanted, boolean isFlag) {
    static Source of(String text) {
      int bracket = text.indexOf('[');
      int equals = text.indexOf('=');
      if (bracket >= 0) {
        String name = text.substring(0, bracket);
        String type = name.substring(0, name.indexOf('.') + 1);
        String condition = type + text.substring(bracket + 1, equals);
        return new Source(name, condition, text.substring(equals + 1, text.length() - 1), false);
      }
      if (equals >= 0) {
        return new Source("", text.substring(0, equals), text.substring(equals + 1), true);
      }
      return new Source(text, "", "", false);
    }
  }

  /** Reads a line of the table. */
  static FilterField of(String line) {
    String[] cells = line.split("\t", -1);
    String sources = cells[2].equals("-") ? cells[0] : cells[2];
    return new FilterField(
        cells[0],
        Kind.valueOf(cells[1].toUpperCase(java.util.Locale.ROOT)),
        List.of(sources.split(" ")).stream().map(Source::of).toList(),
        cells.length > 3 ? cells[3] : "");
  }

  /** Returns this field for one of the names that its name ending in {@code .*} stands for. */
  FilterField named(String one) {
    return new FilterField(one, kind, List.of(Source.of(one)), about);
  }

  boolean isNumeric() {
    return kind == Kind.NUMBER || kind == Kind.DURATION;
  }
}
