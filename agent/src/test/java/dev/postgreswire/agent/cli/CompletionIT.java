package dev.postgreswire.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bash offers when somebody presses the tabulator key. */
class CompletionIT {
  @TempDir Path folder;
  private Path script;

  @BeforeEach
  void generate() throws IOException {
    script = folder.resolve("completion.bash");
    Files.writeString(script, AgentJar.run("generate-completion").output());
  }

  @Test
  void completesVerbs() {
    assertThat(completed("postgres-wire", "")).contains("proxy", "decode", "report");
    assertThat(completed("postgres-wire", "pr")).containsExactly("proxy");
  }

  @Test
  void completesOptions() {
    assertThat(completed("postgres-wire", "proxy", "--ser"))
        .containsExactlyInAnyOrder("--server", "--server-tls", "--server-ca");
  }

  @Test
  void completesFormats() {
    assertThat(completed("postgres-wire", "decode", "--format", ""))
        .containsExactlyInAnyOrder("trace", "json", "summary");
  }

  private String[] completed(String... words) {
    String line = String.join(" ", words);
    String bash =
        """
        source '%s'
        COMP_WORDS=(%s)
        COMP_CWORD=%d
        COMP_LINE='%s'
        COMP_POINT=%d
        "$(complete -p postgres-wire | sed 's/.*-F \\([^ ]*\\).*/\\1/')" postgres-wire
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(script, quoted(words), words.length - 1, line, line.length());
    return Tool.find("bash", "Debian's package bash")
        .run("-c", bash)
        .output()
        .lines()
        .map(String::strip)
        .toArray(String[]::new);
  }

  private static String quoted(String... words) {
    return "'" + String.join("' '", words) + "'";
  }
}
