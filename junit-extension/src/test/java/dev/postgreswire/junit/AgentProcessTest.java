package dev.postgreswire.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs tests with the agent, each in a JVM of its own, for there an agent stays. */
class AgentProcessTest {
  private static final Path JAR =
      Path.of("..", "agent", "target", "postgres-wire-agent.jar").toAbsolutePath().normalize();
  private static final String AGENT = "-javaagent:" + JAR;

  @BeforeEach
  void needsTheJar() {
    boolean built = Files.exists(JAR);
    assertThat(built || !"true".equals(System.getenv("CI"))).as("%s is there", JAR).isTrue();
    assumeTrue(built, "mvn package -pl agent has not been run");
  }

  @Test
  void recordsWithoutATargetUnderTheAgent() throws Exception {
    passes(run(false, List.of(AGENT), AgentTests.WithoutTarget.class, ConformanceTest.class));
  }

  @Test
  void handsOutTheServersOwnAddressUnderTheAgent() throws Exception {
    passes(run(false, List.of(AGENT), AgentTests.WithTarget.class));
  }

  /** The same tests as without the agent. */
  @Test
  void windowsMeanTheSameUnderTheAgent() throws Exception {
    List<String> options =
        List.of(AGENT, "-Dpostgres.binaries=" + System.getProperty("postgres.binaries", ""));
    passes(
        run(false, options, InjectionTest.class, WindowTest.class, RegisteredExtensionTest.class));
  }

  @Test
  void usesNoAgentWhereItMustNot() throws Exception {
    List<String> options = List.of(AGENT, "-Dpostgres-wire.agent=never");
    passes(run(false, options, AgentTests.ByAddress.class));

    String output = run(false, options, AgentTests.WithoutTarget.class);
    assertThat(output).contains("1 tests failed", "does not say which server to record; write");
  }

  @Test
  void bringsTheAgentInWhereNoServerIsNamed() throws Exception {
    passes(run(true, List.of(), AgentTests.WithoutTarget.class, ConformanceTest.class));
  }

  @Test
  void takesAnAddressWhereTheServerIsNamed() throws Exception {
    passes(run(true, List.of(), AgentTests.ByAddress.class));
  }

  @Test
  void bringsTheAgentInAtOnceWhereItIsAskedTo() throws Exception {
    passes(run(true, List.of("-Dpostgres-wire.agent=always"), AgentTests.WithTarget.class));
  }

  @Test
  void saysWhichJarIsMissing() throws Exception {
    String output = run(false, List.of(), AgentTests.WithoutTarget.class);

    assertThat(output)
        .contains(
            "1 tests failed",
            "without that it takes the agent: the agent cannot be brought in, for its jar is not on"
                + " the class path; add dev.postgreswire:postgres-wire-agent to the tests'"
                + " dependencies; or start the tests with -javaagent:postgres-wire-agent.jar");
  }

  @Test
  void asksBeforeItAttaches() throws Exception {
    String output =
        run(true, List.of("-XX:+DisableAttachMechanism"), AgentTests.WithoutTarget.class);

    assertThat(output)
        .contains("1 tests failed", "for this JVM runs with -XX:+DisableAttachMechanism;")
        .doesNotContain("Full thread dump");
  }

  @Test
  void saysWhatMayBeWritten() throws Exception {
    String output =
        run(false, List.of("-Dpostgres-wire.agent=perhaps"), AgentTests.WithTarget.class);

    assertThat(output)
        .contains("the property postgres-wire.agent is \"perhaps\"; write auto, always or never");
  }

  @Test
  void tellsParallelTestsApart() throws Exception {
    List<String> parallel =
        List.of(
            AGENT,
            "-Djunit.jupiter.execution.parallel.enabled=true",
            "-Djunit.jupiter.execution.parallel.mode.default=concurrent",
            "-Djunit.jupiter.execution.parallel.config.strategy=fixed",
            "-Djunit.jupiter.execution.parallel.config.fixed.parallelism=3");
    passes(run(false, parallel, AgentTests.Recorded.class, AgentTests.NotRecorded.class));

    String output =
        run(false, parallel, AgentTests.OnSomeThread.class, AgentTests.NotRecorded.class);
    assertThat(output)
        .contains("1 tests failed", "which belongs to none of them; write @ResourceLock(");
  }

  private static void passes(String output) {
    assertThat(output).containsPattern(" [1-9]\\d* tests successful").contains(" 0 tests failed");
  }

  private static String run(boolean withJar, List<String> options, Class<?>... tests)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Dwire.target=" + Fixtures.server());
    command.add(RunTests.class.getName());
    Stream.of(tests).map(Class::getName).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    String jar = withJar ? File.pathSeparator + JAR : "";
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path") + jar);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isBetween(0, 1);
    return output;
  }
}
