package dev.postgreswire.report;

import dev.postgreswire.message.Oid;
import dev.postgreswire.message.SqlState;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.type.PgType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which fields messages have, each combination once: most messages look like one before. What says
 * the same of many messages is numbered here too: SQL, SQLSTATEs, types.
 */
final class PageShapes {
  /** Where a message's shape would be one too many, its fields are not listed. */
  private static final int MOST_FIELDS = 100_000;

  private static final int MOST_SQL = 4_000_000;
  private static final int LONGEST_SQL = 20_000;
  private static final int MOST_CALLERS = 20_000;

  private final Map<Shape, Integer> shapes = new HashMap<>();
  private final Map<String, Integer> statements = new LinkedHashMap<>();
  private final Map<Caller, Integer> callers = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final List<Shape> list = new ArrayList<>();
  private int fieldCount;
  private int sqlLength;

  /** A message's name in the manual, and its fields. */
  record Shape(String type, List<PageField> fields) {}

  /** Returns the number of a shape, from 1; that of one without fields when there are too many. */
  int number(Shape shape) {
    Integer known = shapes.get(shape);
    if (known != null) {
      return known;
    }
    if (fieldCount + shape.fields().size() > MOST_FIELDS && !shape.fields().isEmpty()) {
      return number(new Shape(shape.type(), List.of()));
    }
    fieldCount += shape.fields().size();
    list.add(shape);
    shapes.put(shape, list.size());
    return list.size();
  }

  boolean hasFields(int number) {
    return !list.get(number - 1).fields().isEmpty();
  }

  /** Returns the number of a statement's SQL, from 1; 0 for none, and where there is too much. */
  int sql(String whole) {
    String masked = whole.length() <= LONGEST_SQL ? whole : whole.substring(0, LONGEST_SQL) + "…";
    Integer known = statements.get(masked);
    if (known != null || masked.isEmpty()) {
      return known == null ? 0 : known;
    }
    if (sqlLength + masked.length() > MOST_SQL) {
      return 0;
    }
    sqlLength += masked.length();
    statements.put(masked, statements.size() + 1);
    return statements.size();
  }

  /** Returns the number of who sent a message, from 1; 0 for nobody known, and for too many. */
  int caller(Caller caller) {
    Integer known = callers.get(caller);
    if (known != null || caller.isUnknown() || callers.size() == MOST_CALLERS) {
      return known == null ? 0 : known;
    }
    callers.put(caller, callers.size() + 1);
    return callers.size();
  }

  /** Returns thread and frame of each. */
  List<List<String>> callers() {
    return callers.keySet().stream()
        .map(caller -> List.of(caller.thread(), caller.frame()))
        .toList();
  }

  /** Keeps what a type's OID or an SQLSTATE is called. */
  void name(Object value, String text) {
    if (value instanceof Oid oid && PgType.of(oid).or(() -> PgType.elementOf(oid)).isPresent()) {
      names.put(oid.toString(), PgType.nameOf(oid));
    } else if (value instanceof String code && text.equals("code")) {
      new SqlState(code).name().ifPresent(name -> names.put(code, name));
    }
  }

  List<Shape> all() {
    return list;
  }

  List<String> statements() {
    return new ArrayList<>(statements.keySet());
  }

  Map<String, String> names() {
    return names;
  }
}
