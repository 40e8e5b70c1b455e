package dev.postgreswire.agent.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent beside an application that starts. */
class StartIT {
  private static final String AGENT = "-javaagent:" + RunningApplication.AGENT;

  @Test
  void addsNothingToWhatIsPrinted() throws IOException {
    Command without = Command.java("-version");
    assertThat(Command.java(AGENT, "-version")).isEqualTo(without);
    assertThat(Command.java(AGENT + "=route=tap", "-version")).isEqualTo(without);
  }

  /** See {@code NetworkLibraries}; otherwise an application on JDK 17 may never start. */
  @Test
  void initialisesWhatLoadsALibraryBeforeTheApplicationHasAThread(@TempDir Path folder)
      throws IOException {
    Path log = folder.resolve("initialised");
    String logging = "-Xlog:class+init=info:file=" + log;
    try (RunningApplication application = RunningApplication.start(AGENT, logging)) {
      assertThat(application.end()).isZero();
    }
    Pattern name = Pattern.compile("Initializing '([^']+)'");
    assertThat(name.matcher(Files.readString(log)).results().map(each -> each.group(1)))
        .containsSubsequence("java/net/InetAddress", "dev/postgreswire/agent/life/Application")
        .containsSubsequence("sun/nio/ch/IOUtil", "dev/postgreswire/agent/life/Application");
  }

  @Test
  void leavesTheApplicationWithAnErrorOfItsOwn() throws IOException {
    assertThat(Command.java(AGENT, "com.example.Missing"))
        .isEqualTo(Command.java("com.example.Missing"));
  }

  @Test
  void saysNothingWhileTheApplicationWorks() throws IOException {
    try (RunningApplication application = RunningApplication.start(AGENT)) {
      application.told("open c");
      assertThat(application.told("ask c select 'hello'")).isEqualTo("hello");
      assertThat(application.toldLast("exit 3")).isEqualTo(3);
      assertThat(application.errors()).isEmpty();
    }
  }

  @Test
  void isNotThereWithWrongOptions() throws IOException {
    try (RunningApplication application = RunningApplication.start(AGENT + "=oot=recording")) {
      application.told("open c");
      assertThat(application.told("ask c select 'hello'")).isEqualTo("hello");
      assertThat(application.toldLast("exit 3")).isEqualTo(3);
      assertThat(application.complaints())
          .singleElement()
          .asString()
          .startsWith("postgres-wire: unknown option oot: allowed are out=DIR, trace=FILE,");
    }
  }

  @Test
  void isThereOnce() throws IOException {
    try (RunningApplication application = RunningApplication.start(AGENT, AGENT + "=route=tap")) {
      application.told("open c");
      assertThat(application.told("ask c select 'hello'")).isEqualTo("hello");
      assertThat(application.end()).isZero();
      assertThat(application.complaints())
          .isEqualTo(
              List.of(
                  "postgres-wire: the agent is in this JVM already; the second one is not"
                      + " installed"));
    }
  }
}
