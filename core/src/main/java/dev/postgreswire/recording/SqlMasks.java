package dev.postgreswire.recording;

import dev.postgreswire.message.SqlSecrets;
import java.util.LinkedHashMap;
import java.util.Map;

/** SQL with passwords masked, the last ones remembered: of most, many messages in a row tell. */
final class SqlMasks {
  private static final int MOST = 64;
  private static final int LONGEST = 4096;

  private final Map<String, String> masked =
      new LinkedHashMap<>(MOST * 2, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  private String last;
  private String lastMasked;

  String mask(String sql) {
    if (!sql.equals(last)) {
      lastMasked =
          sql.length() > LONGEST
              ? SqlSecrets.mask(sql)
              : masked.computeIfAbsent(sql, SqlSecrets::mask);
      last = sql;
    }
    return lastMasked;
  }
}
