package dev.postgreswire.benchmarks.endurance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An application under the agent, in front of a meter. */
final class AgentSubject implements Subject {
  private final String route;
  private final JvmProcess application;
  private final Map<String, Integer> counts = new TreeMap<>();

  AgentSubject(Path folder, InetSocketAddress server, String route) throws IOException {
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
    int status = application.end(false);
    if (status != 0 || application.err().contains("postgres-wire:")) {
      faults.add("the application ended with status " + status + ": " + application.err());
    }
    return faults;
  }

  @Override
  public void close() {
    application.close();
  }
}
