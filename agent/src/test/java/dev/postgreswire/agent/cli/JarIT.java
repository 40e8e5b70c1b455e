package dev.postgreswire.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the jar, and what is not. */
class JarIT {
  /** Issue 4's limit; the agent adds Byte Buddy. */
  private static final long MOST_BYTES = 6_000_000;

  @Test
  void holdsNothingThatAnApplicationCouldMeet() throws IOException {
    try (JarFile jar = new JarFile(AgentJar.FILE.toFile())) {
      assertThat(names(jar))
          .contains(
              "dev/postgreswire/agent/cli/Main.class",
              "dev/postgreswire/agent/shaded/picocli/CommandLine.class",
              "dev/postgreswire/loopback/Loopback.class",
              "dev/postgreswire/report/viewer.html",
              "META-INF/LICENSE",
              "META-INF/NOTICE")
          .allSatisfy(name -> assertThat(name).matches("(dev/postgreswire|META-INF)/.*"))
          .noneMatch(name -> name.endsWith("module-info.class"))
          .noneMatch(name -> name.startsWith("dev/postgreswire/assertj/"))
          .doesNotHaveDuplicates();
    }
    assertThat(Files.size(AgentJar.FILE)).isLessThan(MOST_BYTES);
  }

  @Test
  void saysWhatItIsAndWhoseItIs() throws IOException {
    try (JarFile jar = new JarFile(AgentJar.FILE.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
          .isEqualTo(System.getProperty("agent.version"));
      String notice =
          new String(
              jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(notice).containsPattern("picocli \\d+\\.\\d+\\.\\d+ ");
    }
  }

  @Test
  void knowsItsVersion() {
    assertThat(AgentJar.run("--version").output())
        .startsWith("PostgresWire " + System.getProperty("agent.version") + "\n");
  }

  private static List<String> names(JarFile jar) {
    return jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
  }
}
