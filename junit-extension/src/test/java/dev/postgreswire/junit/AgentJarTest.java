package dev.postgreswire.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AgentJarTest {
  @Test
  void isTheFileAroundAClass() throws Exception {
    assertThat(AgentJar.find(new URL("jar:file:/a%20b/agent-1.2.jar!/dev/postgreswire/A.class")))
        .contains(Path.of("/a b/agent-1.2.jar"));
  }

  @Test
  void isNoFolderOfClasses() throws Exception {
    assertThat(AgentJar.find(new URL("file:/target/classes/dev/postgreswire/A.class"))).isEmpty();
    assertThat(AgentJar.find(null)).isEmpty();
  }
}
