package dev.postgreswire.report;

import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.filter.FilterFields;
import java.util.LinkedHashMap;
import java.util.Map;

/** What whoever writes a page says of it. */
final class PageHead {
  private static final int MOST_MISSED = 100;

  String title = "PostgresWire recording";
  String headline = "";
  String failure = "";
  int jumpConnection;
  int jumpIndex = -1;

  private final Map<String, Integer> missed = new LinkedHashMap<>();

  /** Keeps what is known of a connection that is not recorded; equal ones are counted. */
  void missed(MissedConnection connection) {
    if (missed.size() < MOST_MISSED || missed.containsKey(connection.describe())) {
      missed.merge(connection.describe(), 1, Integer::sum);
    } else {
      missed.merge("others", 1, Integer::sum);
    }
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("title", title);
    facts.put("headline", headline);
    facts.put("failure", failure);
    facts.put("filterFields", FilterFields.table());
    facts.put("missed", missed);
    if (jumpIndex >= 0) {
      facts.put("jump", Map.of("c", jumpConnection, "m", jumpIndex));
    }
    return facts;
  }
}
