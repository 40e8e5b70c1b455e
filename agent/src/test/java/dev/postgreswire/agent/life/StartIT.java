package dev.postgreswire.agent.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The agent beside an application that starts. */
class StartIT {
  private static final String AGENT = "-javaagent:" + RunningApplication.AGENT;

  @Test
  void addsNothingToWhatIsPrinted() throws IOException {
    Command without = Command.java("-version");
    assertThat(Command.java(AGENT, "-version")).isEqualTo(without);
    assertThat(Command.java(AGENT + "=route=tap", "-version")).isEqualTo(without);
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
