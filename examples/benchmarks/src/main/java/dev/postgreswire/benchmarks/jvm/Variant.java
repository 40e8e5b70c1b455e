package dev.postgreswire.benchmarks.jvm;

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

  /** All alike, so that no variant has more memory than another. */
  private static final List<String> MEMORY = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

  private static Variant plain(String name, Recording recording, Wrapper wrapper) {
    return new Variant(name, MEMORY, recording, wrapper, false);
  }

  private static Variant withAgent(String name, Recording recording, String options) {
    List<String> all = new ArrayList<>(MEMORY);
    all.add("-javaagent:" + System.getProperty("agent.jar") + "=" + options);
    return new Variant(name, all, recording, Wrapper.NONE, false);
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
        new Variant("HAProxy", MEMORY, Recording.NONE, Wrapper.NONE, true));
  }
}
