package dev.postgreswire.benchmarks.endurance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows JSON Lines while they are written, for the connections that are said to be closed. */
final class Closings implements AutoCloseable {
  private static final Pattern EVENT =
      Pattern.compile("\\{\"connection\":(\\d+),\"time\":\"[^\"]*\",\"event\":\"(opened|closed)\"");
  private static final Pattern CLIENT = Pattern.compile("\"client\":\"([^\"]*)\"");
  private static final int LONG_ENOUGH = 512;
  private static final int BUFFER = 1 << 16;
  private static final long PAUSE = 100_000_000;
  private static final int STILL = 600;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Map<String, String> open = new HashMap<>();
  private final Map<String, Integer> closed = new HashMap<>();

  private Closings(InputStream in) {
    this.in = in;
  }

  /**
   * Returns when these connections are all said to be closed; or when nothing has been written for
   * a minute, for what is missing then will be missed.
   */
  static void await(Path jsonLines, List<Passage> passages) throws IOException {
    Map<String, Integer> expected = new HashMap<>();
    passages.stream()
        .filter(Passage::isKnown)
        .forEach(each -> expected.merge(each.address(), 1, Integer::sum));
    try (Closings closings = new Closings(Files.newInputStream(jsonLines))) {
      for (int still = 0; still < STILL; still++) {
        if (closings.read()) {
          still = 0;
        }
        if (closings.have(expected)) {
          return;
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  private boolean have(Map<String, Integer> expected) {
    return expected.entrySet().stream()
        .allMatch(each -> closed.getOrDefault(each.getKey(), 0) >= each.getValue());
  }

  /** Reads what is new, and returns whether there was any. */
  private boolean read() throws IOException {
    byte[] buffer = new byte[BUFFER];
    boolean any = false;
    for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
      any = true;
      for (int i = 0; i < count; i++) {
        take(buffer[i]);
      }
    }
    return any;
  }

  private void take(byte next) {
    if (next == '\n') {
      line(line.toString(StandardCharsets.UTF_8));
      line.reset();
    } else if (line.size() < LONG_ENOUGH) {
      line.write(next);
    }
  }

  private void line(String text) {
    Matcher event = EVENT.matcher(text);
    if (!event.lookingAt()) {
      return;
    }
    Matcher client = CLIENT.matcher(text);
    if (client.find()) {
      open.put(event.group(1), client.group(1));
    } else if (open.containsKey(event.group(1))) {
      closed.merge(open.remove(event.group(1)), 1, Integer::sum);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
