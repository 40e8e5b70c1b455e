package dev.postgreswire.agent.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.agent.boot.Link;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is put on the bootstrap loader. */
class BootClassesTest {
  @Test
  void isAllOfThePackage() throws IOException, URISyntaxException {
    assertThat(BootClasses.NAMES).containsExactlyInAnyOrderElementsOf(compiled());
  }

  /** From there they could find nothing else. */
  @Test
  void usesNothingButTheJdkAndItself() throws IOException, URISyntaxException {
    StringWriter text = new StringWriter();
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(
            new PrintWriter(text),
            new PrintWriter(text),
            "-filter:none",
            "-verbose:class",
            folder().toString());
    List<String> used =
        text.toString()
            .lines()
            .filter(line -> line.startsWith("   dev.postgreswire."))
            .map(line -> line.replaceAll(".*-> (\\S+).*", "$1"))
            .toList();
    assertThat(used)
        .isNotEmpty()
        .allSatisfy(
            name -> assertThat(name).matches("javax?\\..*|dev\\.postgreswire\\.agent\\.boot\\..*"));
  }

  private static List<String> compiled() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString().replace(".class", ""))
          .filter(name -> !name.equals("package-info"))
          .map(name -> Link.class.getPackageName() + "." + name)
          .collect(Collectors.toList());
    }
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(Link.class.getResource("Link.class").toURI()).getParent();
  }
}
