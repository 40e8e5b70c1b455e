package dev.postgreswire.agent.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application notices of us where it may open no more files and sockets: nothing. */
@Timeout(value = 120, threadMode = SEPARATE_THREAD)
class FewDescriptorsIT {
  private static final List<String> LIMIT = List.of("prlimit", "--nofile=150:150");

  @TempDir private Path folder;

  /** The last descriptors suffice for its own sockets, be it that we would like to have more. */
  @ParameterizedTest
  @ValueSource(strings = {"loopback", "tap"})
  void theLastOnesAreForTheApplication(String route) throws IOException {
    try (RunningApplication application = within(route)) {
      application.says("select 'before'");
      assertThat(application.does("take all descriptors")).isNotEqualTo("0");
      assertThat(application.does("select 'none left'")).isEqualTo("none left");
      for (int left = 2; left <= 8; left += 2) {
        application.does("give 2 descriptors back");
        application.says("select 'has %d'".formatted(left));
        assertThat(application.does("select 'still has %d'".formatted(left)))
            .isEqualTo("still has " + left);
        application.does("close");
      }
      application.does("give all descriptors back");
      application.says("select 'afterwards'");
      // What is written at the end needs one, too.
      application.does("take all descriptors");
      application.does("exit with 3");
      RunningApplication.Ended ended = application.end();
      assertThat(ended.status()).isEqualTo(3);
      // No stack trace: of what failed it is told in lines.
      assertThat(ended.err()).doesNotContain("\tat ");
    }
    assertThat(folder.resolve("messages.jsonl"))
        .content()
        .contains("'before'", "'none left'", "'has 2'", "'has 4'", "'has 6'", "'has 8'")
        .contains("'afterwards'");
    assertThat(AgentRun.decode(folder.resolve("recording.pcapng"))).contains("'afterwards'");
    assertThat(folder.resolve("recording.html")).exists();
  }

  @Test
  void aPageThatCannotBeOpenedIsALine() throws IOException {
    Path page = folder.resolve("page.html");
    try (RunningApplication application =
        RunningApplication.within(LIMIT, List.of(), "html=" + page)) {
      application.says("select 'before'");
      application.does("take all descriptors");
      application.does("exit with 3");
      assertThat(application.end())
          .isEqualTo(
              new RunningApplication.Ended(
                  3,
                  "postgres-wire: cannot write "
                      + page
                      + ": Too many open files; what cannot be written is not recorded,"
                      + " the application goes on\n"));
    }
  }

  private RunningApplication within(String route) throws IOException {
    String options =
        "out=" + folder + ",route=" + route + ",target=localhost:" + TestServer.current().port();
    return RunningApplication.within(LIMIT, List.of(), options, "sslmode=disable");
  }
}
