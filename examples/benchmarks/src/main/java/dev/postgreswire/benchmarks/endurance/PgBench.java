package dev.postgreswire.benchmarks.endurance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** pgbench, run again and again beside the other clients. */
final class PgBench {
  private static final List<String> PROTOCOLS = List.of("simple", "extended", "prepared");

  private static final int MOST_PAUSE = 1_000_000_000;

  private final InetSocketAddress address;
  private final List<String> failures = new ArrayList<>();
  private int runs;

  /** What is done meanwhile. */
  interface Other {
    Load.Outcome run() throws IOException;
  }

  PgBench(InetSocketAddress address) {
    this.address = address;
  }

  /** Makes its tables, and looks whether it is there. */
  static void initialize(InetSocketAddress server) throws IOException {
    Process process = start(server, "disable", List.of("-i", "-q"));
    String text = text(process);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("pgbench, of Debian's package postgresql: " + text);
    }
  }

  /** Runs it beside something else, and returns when both are done. */
  Load.Outcome beside(long seed, Duration time, boolean calm, Other other) throws IOException {
    Thread thread = new Thread(() -> run(seed, time, calm), "pgbench");
    thread.start();
    Load.Outcome outcome = other.run();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return outcome;
  }

  /** Runs it once at least, and until the time is up; not where other programs cannot connect. */
  void run(long seed, Duration time, boolean calm) {
    if (address == null) {
      return;
    }
    long end = System.nanoTime() + time.toNanos();
    Random random = new Random(seed);
    do {
      once(random, calm);
      LockSupport.parkNanos(random.nextInt(MOST_PAUSE));
    } while (end - System.nanoTime() > 0);
  }

  private void once(Random random, boolean calm) {
    try {
      String protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
      String tls = random.nextInt(3) == 0 ? "require" : "disable";
      List<String> arguments =
          List.of("-n", "-c4", "-j2", "-t50", "-Mprotocol".replace("protocol", protocol));
      Process process = start(address, tls, arguments);
      String text = text(process);
      if (calm && process.onExit().join().exitValue() != 0) {
        failures.add("pgbench -M " + protocol + ", sslmode=" + tls + ": " + text);
      }
      runs++;
    } catch (IOException e) {
      failures.add("pgbench: " + e);
    }
  }

  int runs() {
    return runs;
  }

  List<String> failures() {
    return failures;
  }

  private static Process start(InetSocketAddress address, String tls, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("pgbench"));
    command.addAll(List.of("-h127.0.0.1", "-p" + address.getPort(), "-Upostgres"));
    command.addAll(arguments);
    command.add("postgres");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGSSLMODE", tls);
    return builder.start();
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
