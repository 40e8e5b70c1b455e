package dev.postgreswire.assertj;

import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recording;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Replaces what differs from run to run. */
final class SnapshotScrubber {
  private static final Pattern UUID =
      Pattern.compile("(?i)\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");

  private static final Pattern TIME =
      Pattern.compile(
          "\\b\\d{4,}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?"
              + "(?:Z|[+-]\\d\\d(?::?\\d\\d)?(?::?\\d\\d)?)?");

  private SnapshotScrubber() {}

  static String scrub(String text, Recording recording, Snapshot snapshot) {
    String scrubbed = processIds(times(uuids(text)), recording);
    for (Snapshot.Scrub scrub : snapshot.scrubs()) {
      scrubbed = scrub.pattern().matcher(scrubbed).replaceAll(scrub.replacement());
    }
    return scrubbed;
  }

  /** Numbered in the order in which they come: the same one is the same again. */
  private static String uuids(String text) {
    Map<String, Integer> numbers = new HashMap<>();
    return UUID.matcher(text)
        .replaceAll(
            found -> {
              String uuid = found.group().toLowerCase(Locale.ROOT);
              return "<uuid " + numbers.computeIfAbsent(uuid, it -> numbers.size() + 1) + ">";
            });
  }

  private static String times(String text) {
    return TIME.matcher(text).replaceAll("<time>");
  }

  private static String processIds(String text, Recording recording) {
    String scrubbed = text;
    for (RecordedConnection connection : recording.connections()) {
      int id = connection.backendProcessId().orElse(0);
      // A small number may be anything.
      if (id > 99) {
        scrubbed = scrubbed.replaceAll("(?<![\\w.])" + id + "(?![\\w.])", "<process id>");
      }
    }
    return scrubbed;
  }
}
