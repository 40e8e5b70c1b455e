package dev.postgreswire.report;

import dev.postgreswire.recording.filter.FilterFields;
import java.util.LinkedHashMap;
import java.util.Map;

/** What whoever writes a page says of it. */
final class PageHead {
  String title = "PostgresWire recording";
  String headline = "";
  String failure = "";
  int jumpConnection;
  int jumpIndex = -1;

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("title", title);
    facts.put("headline", headline);
    facts.put("failure", failure);
    facts.put("filterFields", FilterFields.table());
    if (jumpIndex >= 0) {
      facts.put("jump", Map.of("c", jumpConnection, "m", jumpIndex));
    }
    return facts;
  }
}
