package dev.postgreswire.benchmarks.endurance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** An application under the agent, in front of a meter. */
final class AgentSubject implements Subject {
  private static final int STILL = 5;
  private static final long FLUSH_PERIOD = 1_000_000_000;

  private final Path folder;
  private final String route;
  private final JvmProcess application;
  private final Map<String, Integer> counts = new TreeMap<>();

  AgentSubject(Path folder, InetSocketAddress server, String route) throws IOException {
    this.folder = folder;
    this.route = route;
    String options =
        "=out=%s,route=%s,target=127.0.0.1:%d,limit=256MB"
            .formatted(folder, route, server.getPort());
    this.application =
        JvmProcess.start(
            folder.resolve("application.err"),
            List.of(
                "-Xmx1g",
                "-javaagent:" + JvmProcess.agentJar() + options,
                "-cp",
                JvmProcess.classPath(),
                LoadApplication.class.getName(),
                Integer.toString(server.getPort())));
  }

  @Override
  public String name() {
    return "agent, " + route;
  }

  @Override
  public long pid() {
    return application.pid();
  }

  @Override
  public Load.Outcome load(long seed, Duration time, boolean calm) throws IOException {
    application.say(seed + " " + time.toMillis() + " " + calm);
    List<String> failures = new ArrayList<>();
    for (String line = application.answer(); !line.equals("done"); line = application.answer()) {
      if (line.startsWith("count ")) {
        int sign = line.lastIndexOf('=');
        counts.put(line.substring(6, sign), Integer.valueOf(line.substring(sign + 1)));
      } else {
        failures.add(line);
      }
    }
    return new Load.Outcome(counts, failures);
  }

  @Override
  public InetSocketAddress address() {
    return null;
  }

  @Override
  public List<String> end() throws IOException {
    List<String> faults = new ArrayList<>();
    awaitWriter();
    int status = application.end(false);
    if (status != 0 || application.err().contains("postgres-wire:")) {
      faults.add("the application ended with status " + status + ": " + application.err());
    }
    return faults;
  }

  /** At its end an application waits for the disk for ten seconds only; here all is to be seen. */
  private void awaitWriter() throws IOException {
    Path file = folder.resolve("messages.jsonl");
    long size = -1;
    for (int still = 0; still < STILL; still++) {
      LockSupport.parkNanos(FLUSH_PERIOD);
      long now = Files.size(file);
      if (now != size) {
        still = 0;
        size = now;
      }
    }
  }

  @Override
  public void close() {
    application.close();
  }
}
