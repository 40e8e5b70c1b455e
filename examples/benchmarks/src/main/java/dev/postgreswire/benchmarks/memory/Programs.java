package dev.postgreswire.benchmarks.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** PostgreSQL's own programs as loads: processes of their own, of which this heap holds nothing. */
final class Programs {
  private static final List<String> PSQL =
      List.of("psql", "-X", "-q", "-A", "-t", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1");

  private Programs() {}

  /** Returns round trips by pgbench: so many clients, with as many statements each. */
  static Load pgbench(String mode, int clients, int statements) {
    return (server, port) -> bench(port, mode, clients, statements);
  }

  /** Returns as many connections by pgbench, each for one transaction of so many statements. */
  static Load reconnecting(String mode, int connections, int statements) {
    String script = "begin;\n" + "select 1;\n".repeat(statements) + "commit;\n";
    int clients = Math.min(8, connections);
    return (server, port) ->
        script(port, mode, script, "-C", "-c", "" + clients, "-t", "" + connections / clients);
  }

  private static void bench(int port, String mode, int clients, int statements)
      throws IOException, InterruptedException {
    script(port, mode, "select 1;\n", "-c", "" + clients, "-t", "" + statements);
  }

  private static void script(int port, String mode, String text, String... options)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("postgres-wire-memory", ".sql");
    try {
      Files.writeString(file, text);
      List<String> command = new ArrayList<>(List.of("pgbench", "-n", "-M", mode));
      command.addAll(List.of("-f", file.toString()));
      Collections.addAll(command, options);
      run(port, command);
    } finally {
      Files.delete(file);
    }
  }

  /** Returns one session of psql that runs these commands. */
  static Load psql(String... commands) {
    List<String> command = new ArrayList<>(PSQL);
    for (String each : commands) {
      Collections.addAll(command, "-c", each);
    }
    return (server, port) -> run(port, command);
  }

  /** Returns as many sessions of psql, one after the other. */
  static Load times(int count, Load load) {
    return (server, port) -> {
      for (int i = 0; i < count; i++) {
        load.run(server, port);
      }
    };
  }

  private static void run(int port, List<String> command) throws IOException, InterruptedException {
    Path said = Files.createTempFile("postgres-wire-memory", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(said.toFile());
      builder.environment().put("PGHOST", "127.0.0.1");
      builder.environment().put("PGPORT", Integer.toString(port));
      builder.environment().put("PGUSER", "postgres");
      builder.environment().put("PGDATABASE", "postgres");
      builder.environment().put("PGSSLMODE", "disable");
      builder.environment().put("PGGSSENCMODE", "disable");
      Process process = builder.start();
      process.getOutputStream().close();
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed: " + Files.readString(said));
      }
    } finally {
      Files.delete(said);
    }
  }
}
