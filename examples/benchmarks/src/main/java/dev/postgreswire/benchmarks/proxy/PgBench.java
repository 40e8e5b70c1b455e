package dev.postgreswire.benchmarks.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own load generator. */
final class PgBench {
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
  private static final Pattern SETUP = Pattern.compile("initial connection time = ([0-9.]+) ms");

  private final Tool tool;

  /** How a round trip is made. */
  enum Mode {
    SIMPLE("simple", "select 1;\n"),
    PREPARED("prepared", "select 1;\n"),
    PIPELINED("prepared", "\\startpipeline\n" + "select 1;\n".repeat(10) + "\\endpipeline\n");

    private final String protocol;
    private final String script;

    Mode(String protocol, String script) {
      this.protocol = protocol;
      this.script = script;
    }
  }

  PgBench(Tool tool) {
    this.tool = tool;
  }

  /** Returns the microseconds that one round trip of one of {@code clients} takes. */
  double roundTrip(Route route, Mode mode, int clients, int each) throws IOException {
    String threads = Integer.toString(Math.min(clients, 2));
    String said = run(route, mode, clients, "-j", threads, "-t", Integer.toString(each));
    return clients * 1e6 / find(RATE, said);
  }

  /** Returns how many connections a second {@code clients} make, one after the other each. */
  double connections(Route route, int clients, int each) throws IOException {
    String said = run(route, Mode.SIMPLE, clients, "-C", "-t", Integer.toString(each));
    return find(RATE, said);
  }

  /** Returns how many milliseconds it takes until {@code clients} that come at once are served. */
  double atOnce(Route route, int clients) throws IOException {
    String said = run(route, Mode.SIMPLE, clients, "-j", Integer.toString(clients), "-t", "1");
    return find(SETUP, said);
  }

  private String run(Route route, Mode mode, int clients, String... more) throws IOException {
    Path script = Files.createTempFile("postgres-wire-benchmark", ".sql");
    try {
      Files.writeString(script, mode.script);
      List<String> command = new ArrayList<>(List.of("pgbench", "-n", "-h", "127.0.0.1"));
      command.addAll(List.of("-p", Integer.toString(route.port()), "-U", "postgres"));
      command.addAll(List.of("-M", mode.protocol, "-f", script.toString()));
      command.addAll(List.of("-c", Integer.toString(clients)));
      command.addAll(List.of(more));
      command.add("postgres");
      return tool.run(command.toArray(String[]::new));
    } finally {
      Files.delete(script);
    }
  }

  private static double find(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IllegalStateException("pgbench did not say " + pattern + ": " + said);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
