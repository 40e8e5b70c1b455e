package dev.postgreswire.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the jar, and what is not. */
class JarIT {
  private static final long MOST_BYTES = 6_000_000;

  @Test
  void holdsNothingThatAnApplicationCouldMeet() throws IOException {
    try (JarFile jar = new JarFile(AgentJar.FILE.toFile())) {
      assertThat(names(jar))
          .contains(
              "dev/postgreswire/agent/PostgresWireAgent.class",
              "dev/postgreswire/agent/boot/Link.class",
              "dev/postgreswire/agent/cli/Main.class",
              "dev/postgreswire/agent/shaded/picocli/CommandLine.class",
              "dev/postgreswire/agent/shaded/bytebuddy/asm/Advice.class",
              "dev/postgreswire/agent/shaded/core/loopback/Loopback.class",
              "dev/postgreswire/agent/shaded/core/report/viewer.html",
              "META-INF/LICENSE",
              "META-INF/NOTICE")
          .allSatisfy(
              name ->
                  assertThat(name)
                      .matches("dev/postgreswire/agent/.*|META-INF/([A-Z.]+|licenses/[A-Z]+)"))
          .noneMatch(name -> name.endsWith("module-info.class"))
          .noneMatch(name -> name.contains("/assertj/"))
          .noneMatch(name -> name.contains("/testing/") || name.contains("/Witnessed"))
          .doesNotHaveDuplicates();
    }
    assertThat(Files.size(AgentJar.FILE)).isLessThan(MOST_BYTES);
  }

  /** Whatever is named by its own name would be looked for among the application's classes. */
  @Test
  void namesNothingThatItHasRelocated() throws IOException {
    Pattern ownName =
        Pattern.compile("(?<!shaded/)(net/bytebuddy/|picocli/)|dev/postgreswire/(?!agent/)");
    try (JarFile jar = new JarFile(AgentJar.FILE.toFile())) {
      for (String name : names(jar)) {
        if (name.endsWith(".class")) {
          assertThat(ownName.matcher(read(jar, name)).find()).as(name).isFalse();
        }
      }
    }
  }

  @Test
  void saysWhatItIsAndWhoseItIs() throws IOException {
    try (JarFile jar = new JarFile(AgentJar.FILE.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
          .isEqualTo(System.getProperty("agent.version"));
      assertThat(read(jar, "META-INF/NOTICE"))
          .containsPattern("picocli \\d+\\.\\d+\\.\\d+ ")
          .containsPattern("Byte Buddy \\d+\\.\\d+\\.\\d+ ");
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

  private static String read(JarFile jar, String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
