package dev.postgreswire.benchmarks.endurance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application under the agent, in front of a meter. */
final class AgentSubject implements Subject {
  private static final String SAID = "postgres-wire: ";
  private static final String FALLS_BEHIND = SAID + "the recording cannot be written as fast";
  private static final Pattern LEFT_OUT =
      Pattern.compile(SAID + "(\\d+) bytes and the beginning of (\\d+) connections are left out");

  private final Path folder;
  private final String route;
  private final Meter behind;
  private final JvmProcess application;
  private final Map<String, Integer> counts = new TreeMap<>();

  AgentSubject(Path folder, Meter behind, String route) throws IOException {
    int port = behind.address().getPort();
    this.folder = folder;
    this.route = route;
    this.behind = behind;
    String options =
        "=out=%s,route=%s,target=127.0.0.1:%d,limit=256MB".formatted(folder, route, port);
    this.application =
        JvmProcess.start(
            folder.resolve("application.err"),
            List.of(
                "-Xmx1g",
                "-javaagent:" + JvmProcess.agentJar() + options,
                "-cp",
                JvmProcess.classPath(),
                LoadApplication.class.getName(),
                Integer.toString(port)));
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
    // At its end an application waits for the disk for ten seconds only; here all is to be seen.
    Closings.await(folder.resolve("messages.jsonl"), behind.passages());
    int status = application.end(false);
    if (status != 0 || !application.err().lines().allMatch(AgentSubject::isExpected)) {
      faults.add("the application ended with status " + status + ": " + application.err());
    }
    return faults;
  }

  /** Where the disk is slower than the load, the application is not held up for its sake. */
  private static boolean isExpected(String line) {
    return line.startsWith(FALLS_BEHIND) || LEFT_OUT.matcher(line).lookingAt();
  }

  @Override
  public LeftOut leftOut() throws IOException {
    Matcher said = LEFT_OUT.matcher(application.err());
    return said.find()
        ? new LeftOut(Long.parseLong(said.group(1)), Integer.parseInt(said.group(2)))
        : LeftOut.NOTHING;
  }

  @Override
  public void close() {
    application.close();
  }
}
