package dev.postgreswire.recording;

import java.util.List;

/**
 * The isolation level and the access mode that a command asks for.
 *
 * @param isolation such as {@code REPEATABLE READ}; null when it says nothing
 * @param readOnly null when it says nothing
 * @see <a href="https://www.postgresql.org/docs/current/sql-set-transaction.html">SET
 *     TRANSACTION</a>
 */
record TransactionModes(String isolation, Boolean readOnly) {
  static final TransactionModes NONE = new TransactionModes(null, null);

  private static final int MOST_WORDS = 24;

  static TransactionModes of(String sql) {
    List<String> words = Sql.words(sql, MOST_WORDS);
    String isolation = null;
    Boolean readOnly = null;
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("LEVEL")) {
        isolation = level(words, i + 1);
      } else if (words.get(i).equals("READ") && i + 1 < words.size()) {
        readOnly = access(words.get(i + 1), readOnly);
      }
    }
    return new TransactionModes(isolation, readOnly);
  }

  private static String level(List<String> words, int at) {
    boolean two = at + 1 < words.size() && List.of("REPEATABLE", "READ").contains(words.get(at));
    return at >= words.size() ? null : words.get(at) + (two ? " " + words.get(at + 1) : "");
  }

  private static Boolean access(String word, Boolean before) {
    return word.equals("ONLY") ? Boolean.TRUE : word.equals("WRITE") ? Boolean.FALSE : before;
  }

  /** Returns these modes, and those of {@code defaults} where these say nothing. */
  TransactionModes or(TransactionModes defaults) {
    return new TransactionModes(
        isolation == null ? defaults.isolation : isolation,
        readOnly == null ? defaults.readOnly : readOnly);
  }
}
