package dev.postgreswire.recording;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Guesses who came up with a statement. Only what an application has no reason to write itself is
 * put down to driver or pool.
 *
 * <p>Known to be wrong: an application's own BEGIN, COMMIT or ROLLBACK, which looks as a driver's
 * does, and its own queries of {@code pg_type}. A pool's {@code SELECT 1} counts as the
 * application's: nothing tells them apart, and hiding a statement is worse than showing one too
 * many.
 */
final class OriginRules {
  private static final int MOST_WORDS = 8;

  /** pgjdbc's automatic savepoint, and the names it gives to those of {@code setSavepoint()}. */
  private static final Pattern DRIVERS_SAVEPOINT =
      Pattern.compile("\"?(PGJDBC_AUTOSAVE|JDBC_SAVEPOINT_\\d+)\"?");

  /** pgjdbc, r2dbc-postgresql and Npgsql ask for types they do not know. */
  private static final Pattern TYPE_LOOKUP =
      Pattern.compile("(?i)\\b(from|join)\\s+(pg_catalog\\.)?pg_type\\b");

  private static final List<String> DRIVERS_SETTINGS =
      List.of("APPLICATION_NAME", "EXTRA_FLOAT_DIGITS");

  /** A guess and the rule that led to it. */
  record Verdict(Origin origin, String reason) {}

  private static final Verdict APPLICATION =
      new Verdict(Origin.APPLICATION, "no rule says otherwise");

  private OriginRules() {}

  static Verdict judge(OpenStatement statement) {
    if (statement.sql.isBlank()) {
      return statement.isOver() && statement.error == null && statement.tag == null
          ? new Verdict(Origin.POOL, "an empty query, as Connection.isValid() sends it")
          : APPLICATION;
    }
    List<String> words = Sql.words(statement.sql, MOST_WORDS);
    if (words.isEmpty()) {
      return APPLICATION;
    }
    return switch (words.get(0)) {
      case "BEGIN", "COMMIT", "START", "ROLLBACK", "SAVEPOINT", "RELEASE" -> transaction(words);
      case "SET" -> set(words);
      case "SHOW" ->
          startsWith(words, "SHOW", "TRANSACTION", "ISOLATION", "LEVEL")
              ? new Verdict(Origin.DRIVER, "asks for the isolation level, as getters of drivers do")
              : APPLICATION;
      case "DISCARD" ->
          startsWith(words, "DISCARD", "ALL")
              ? new Verdict(Origin.POOL, "resets the session, as pools do between two uses")
              : APPLICATION;
      case "SELECT" ->
          TYPE_LOOKUP.matcher(statement.sql).find()
              ? new Verdict(Origin.DRIVER, "looks up types in pg_catalog")
              : APPLICATION;
      default -> APPLICATION;
    };
  }

  private static Verdict transaction(List<String> words) {
    boolean savepoint =
        words.get(0).equals("SAVEPOINT") || words.get(0).equals("RELEASE") || words.contains("TO");
    String last = words.get(words.size() - 1);
    if ((savepoint && !DRIVERS_SAVEPOINT.matcher(last).matches()) || words.contains("PREPARED")) {
      return APPLICATION;
    }
    return new Verdict(
        Origin.DRIVER, savepoint ? "a savepoint with a driver's name" : "transaction control");
  }

  private static Verdict set(List<String> words) {
    int name = words.size() > 1 && words.get(1).equals("SESSION") ? 2 : 1;
    if (startsWith(words, "SET", "SESSION", "CHARACTERISTICS")) {
      return new Verdict(Origin.DRIVER, "sets isolation or access mode, as setters of drivers do");
    }
    return words.size() > name && DRIVERS_SETTINGS.contains(words.get(name))
        ? new Verdict(Origin.DRIVER, "sets " + words.get(name).toLowerCase(java.util.Locale.ROOT))
        : APPLICATION;
  }

  private static boolean startsWith(List<String> words, String... first) {
    return words.size() >= first.length && words.subList(0, first.length).equals(List.of(first));
  }
}
