package dev.postgreswire.benchmarks.proxy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own client, which says how long a command took. */
final class Psql {
  private static final Pattern TIME = Pattern.compile("Time: ([0-9.]+) ms");

  private final Tool tool;
  private final double megabytes;

  /**
   * Creates one.
   *
   * @param megabytes what each command moves
   */
  Psql(Tool tool, double megabytes) {
    this.tool = tool;
    this.megabytes = megabytes;
  }

  /**
   * Returns the megabytes a second of one command.
   *
   * @param before what is done in the same session before; may be empty
   */
  double rate(Route route, String before, String command) throws IOException {
    List<String> line = new ArrayList<>(List.of("psql", "-X", "-q", "-A", "-t"));
    line.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(route.port())));
    line.addAll(List.of("-U", "postgres", "-d", "postgres", "-v", "ON_ERROR_STOP=1"));
    if (!before.isEmpty()) {
      line.addAll(List.of("-c", before));
    }
    line.addAll(List.of("-c", "\\timing on", "-c", command));
    String said = tool.run(line.toArray(String[]::new));
    Matcher time = TIME.matcher(said);
    if (!time.find()) {
      throw new IllegalStateException("psql did not say how long it took: " + said);
    }
    return megabytes / (Double.parseDouble(time.group(1)) / 1000);
  }
}
