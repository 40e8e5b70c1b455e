package dev.postgreswire.examples.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README quotes {@link InvoicesTest}; what it quotes compiles and passes. */
class ReadmeTest {
  @Test
  void quotesATestThatIsRun() throws IOException {
    String readme = Files.readString(Path.of("..", "..", "README.md"));
    String quoted = readme.split("```java\n", 2)[1].split("}\n```", 2)[0];
    String source = InvoicesTest.class.getName().replace('.', '/') + ".java";

    assertThat(Path.of("src", "test", "java", source)).content().contains(quoted.stripTrailing());
  }
}
