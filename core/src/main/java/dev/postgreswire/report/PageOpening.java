package dev.postgreswire.report;

import dev.postgreswire.recording.RecordedMessage;
import java.io.IOException;

/** The first lines of the trace, for browsers that run no scripts. */
final class PageOpening {
  private static final int MOST_LINES = 200;
  private static final int LONGEST = 500;

  private final StringBuilder line = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private final TraceWriter writer =
      new TraceWriter(new TraceOptions(false, false, true, null), line);
  private int lines;

  void add(RecordedMessage message) {
    if (lines++ >= MOST_LINES) {
      return;
    }
    line.setLength(0);
    try {
      writer.message(message);
    } catch (IOException e) {
      throw new AssertionError("a StringBuilder does not fail", e);
    }
    text.append(line, 0, Math.min(line.length(), LONGEST));
    if (line.length() > LONGEST) {
      text.append("…\n");
    }
  }

  String text() {
    int more = lines - MOST_LINES;
    return more > 0 ? text + "… and " + more + " messages\n" : text.toString();
  }
}
