package dev.postgreswire.benchmarks.jvm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to run an {@link Application}.
 *
 * @param name in the tables
 * @param jvmOptions of its JVM
 * @param byProxy whether it reaches the server by the other proxy, HAProxy
 */
record Variant(
    String name, List<String> jvmOptions, Recording recording, Wrapper wrapper, boolean byProxy) {
  /** What the others are compared to. */
  static final String BASELINE = "direct";

  private static final String AGENT = "-javaagent:";

  /**
   * Of each, so that no variant has more memory than another. The system hands out memory page by
   * page when it is touched for the first time, so it is touched before: else the first so many
   * megabytes that a variant allocates cost it several times what they do later. Code is compiled
   * by the thread that calls it, so that it is compiled after as many calls in each, and nothing of
   * one variant's is left to be compiled while another one is measured.
   */
  private static final List<String> SAME =
      List.of(
          "-Xms384m",
          "-Xmx384m",
          "-Xmn128m",
          "-XX:+AlwaysPreTouch",
          "-XX:+UseSerialGC",
          "-XX:-BackgroundCompilation");

  private static Variant plain(String name, Recording recording, Wrapper wrapper) {
    return new Variant(name, SAME, recording, wrapper, false);
  }

  private static Variant withAgent(String name, Recording recording, String options) {
    return new Variant(
        name, agent(System.getProperty("agent.jar"), options), recording, Wrapper.NONE, false);
  }

  private static List<String> agent(String jar, String options) {
    List<String> all = new ArrayList<>(SAME);
    all.add(AGENT + jar + "=" + options);
    return List.copyOf(all);
  }

  /** Returns whether the agent is in its JVM. */
  boolean hasAgent() {
    return jvmOptions.get(jvmOptions.size() - 1).startsWith(AGENT);
  }

  /** Returns the same with another agent, such as that of an older version. */
  Variant with(String label, Path jar) {
    String last = jvmOptions.get(jvmOptions.size() - 1);
    String options = last.substring(last.indexOf('=') + 1);
    return new Variant(
        name + " (" + label + ")",
        agent(jar.toAbsolutePath().toString(), options),
        recording,
        wrapper,
        byProxy);
  }

  /** Returns all there are, the baseline first. */
  static List<Variant> all() {
    return List.of(
        plain(BASELINE, Recording.NONE, Wrapper.NONE),
        withAgent("tap, idle", Recording.NONE, "route=tap"),
        withAgent("tap, in a test", Recording.AGENT, "route=tap"),
        withAgent("tap, out=", Recording.NONE, "route=tap,out=recording-tap"),
        withAgent("tap, pcapng=", Recording.NONE, "route=tap,pcapng=tap.pcapng"),
        withAgent("loopback, in a test", Recording.AGENT, "route=loopback"),
        withAgent("loopback, out=", Recording.NONE, "route=loopback,out=recording-loopback"),
        plain("endpoint", Recording.ENDPOINT, Wrapper.NONE),
        plain("p6spy", Recording.NONE, Wrapper.P6SPY),
        plain("datasource-proxy", Recording.NONE, Wrapper.DATASOURCE_PROXY),
        new Variant("HAProxy", SAME, Recording.NONE, Wrapper.NONE, true));
  }
}
