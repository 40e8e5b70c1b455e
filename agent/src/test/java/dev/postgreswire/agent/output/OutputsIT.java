package dev.postgreswire.agent.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.postgreswire.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a running application leaves on the disk, however it ends. */
@Timeout(value = 600, threadMode = SEPARATE_THREAD)
class OutputsIT {
  private static final String TERMINATED = "\"event\":\"closed\",\"ending\":\"TERMINATED\"";
  private static final String ENDED =
      "\"event\":\"closed\",\"ending\":\"RECORDER_CLOSED\",\"detail\":\"the application ended\"";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"loopback", "tap"})
  void writesAllFormatsIntoAFolder(String route) throws IOException {
    Path out = folder.resolve("made/by/it");
    try (RunningApplication application =
        RunningApplication.with("out=" + out + ",route=" + route, "sslmode=disable")) {
      application.says("select 'hello'");
      application.does("close");
      assertThat(application.end()).isEqualTo(new RunningApplication.Ended(0, ""));
    }
    assertThat(out.resolve("trace.txt")).content().endsWith("F\t4\tTerminate\n");
    assertThat(out.resolve("messages.jsonl")).content().contains("select 'hello'", TERMINATED);
    assertThat(out.resolve("recording.html"))
        .content()
        .contains("<title>", SmallApplication.class.getName());
    assertThat(AgentRun.decode(out.resolve("recording.pcapng"))).contains("\"select 'hello'\"");
    assertThat(files(out))
        .hasSize(4)
        .allSatisfy(
            file ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
  }

  @Test
  void aFormatGoesWhereItsOwnOptionSays() throws IOException {
    Path json = folder.resolve("a, b.jsonl");
    try (RunningApplication application = RunningApplication.with("json=\"" + json + "\"")) {
      application.says("select 1");
      application.end();
    }
    assertThat(files(folder)).containsExactly(json);
    assertThat(json).content().contains("select 1");
  }

  /** What is encrypted is written decrypted, and the capture can be read by whoever has it. */
  @Test
  void writesWhatIsSaidInTls() throws IOException {
    try (RunningApplication application =
        RunningApplication.with("out=" + folder, "sslmode=require")) {
      application.says("select 'in TLS'");
      application.does("close");
      assertThat(application.end()).isEqualTo(new RunningApplication.Ended(0, ""));
    }
    assertThat(messages()).contains("\"decrypted\":true", "select 'in TLS'", TERMINATED);
    assertThat(AgentRun.decode(folder.resolve("recording.pcapng"))).contains("'in TLS'");
  }

  /** Its status is its own, and what was open says why nothing more is known of it. */
  @Test
  void anApplicationThatExitsWithAFailure() throws IOException {
    try (RunningApplication application = RunningApplication.with("out=" + folder)) {
      application.says("select 'before'");
      application.does("exit with 3");
      assertThat(application.end()).isEqualTo(new RunningApplication.Ended(3, ""));
    }
    assertThat(messages()).contains("select 'before'", ENDED).endsWith("}\n");
    assertThat(folder.resolve("recording.html")).exists();
  }

  @Test
  void anApplicationThatDiesOfAnException() throws IOException {
    try (RunningApplication application = RunningApplication.with("out=" + folder)) {
      application.says("select 'before'");
      application.does("fail");
      RunningApplication.Ended ended = application.end();
      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.err()).contains("on purpose").doesNotContain("postgres-wire");
    }
    assertThat(messages()).contains("select 'before'", ENDED);
  }

  /** A pool closes its connections in a hook of its own, while other hooks run. */
  @Test
  void whatIsSaidWhileTheJvmEndsIsWritten() throws IOException {
    try (RunningApplication application = RunningApplication.with("out=" + folder)) {
      application.says("select 'before'");
      application.does("close at the end");
      assertThat(application.terminate().status()).isEqualTo(128 + 15);
    }
    assertThat(messages()).contains("\"type\":\"Terminate\"", TERMINATED).doesNotContain(ENDED);
  }

  /** What was flushed, a second ago at most, outlives the process. Nothing says that it ended. */
  @ParameterizedTest
  @ValueSource(strings = {"disable", "require"})
  void anApplicationThatIsKilled(String sslMode) throws IOException {
    try (RunningApplication application =
        RunningApplication.with("out=" + folder, "sslmode=" + sslMode)) {
      application.says("select 'before the end'");
      awaitMessages("'before the end'");
      // Files are flushed one after the other: all have the first one when one has the second.
      application.does("select 'right before'");
      awaitMessages("'right before'");
      assertThat(application.kill()).isEqualTo(new RunningApplication.Ended(128 + 9, ""));
    }
    assertThat(messages()).endsWith("}\n").doesNotContain("\"closed\"", "Terminate");
    assertThat(folder.resolve("trace.txt")).content().contains("'before the end'");
    assertThat(AgentRun.decode(folder.resolve("recording.pcapng"))).contains("'before the end'");
    assertThat(files(folder)).hasSize(3);
  }

  /** A recording that stops in the middle of a write can be read up to there. */
  @Test
  void anApplicationThatIsKilledWhileItIsBusy() throws IOException {
    try (RunningApplication application =
        RunningApplication.with("out=" + folder, "sslmode=disable")) {
      application.does("open");
      application.does("select repeat('x', 1000) from generate_series(1, 100000)");
      awaitMessages("xxx");
      application.kill();
    }
    assertThat(AgentRun.decode(folder.resolve("recording.pcapng"))).contains("generate_series");
    List<String> lines = Files.readAllLines(folder.resolve("messages.jsonl"));
    assertThat(lines.subList(0, lines.size() - 1))
        .allSatisfy(line -> assertThat(line).startsWith("{\"connection\":1,").endsWith("}"));
  }

  /** Nothing is said of what came before, but that it is missing. */
  @Test
  void anApplicationThatIsAttachedToHalfwayThrough() throws IOException {
    try (RunningApplication application = RunningApplication.alone("sslmode=disable")) {
      application.says("select 'before'");
      AgentRun.run("attach", application.pid(), "--out", folder.toString());
      application.does("select 'halfway'");
      application.does("select 'after'");
      application.does("close");
      application.says("select 'as a whole'");
      assertThat(application.end().status()).isZero();
    }
    assertThat(messages())
        .contains("\"connection\":1,", "\"partial\":true", "select 'after'", TERMINATED)
        .contains("\"partial\":false", "select 'as a whole'", ENDED)
        .doesNotContain("'before'");
    assertThat(AgentRun.decode(folder.resolve("recording.pcapng")))
        .contains("select 'after'", "select 'as a whole'");
  }

  /** Such as those that a build tool starts with the same {@code JAVA_TOOL_OPTIONS}. */
  @Test
  void aJvmThatSpeaksToNoDatabaseLeavesNoFiles() throws IOException {
    try (RunningApplication application = RunningApplication.with("out=" + folder)) {
      assertThat(application.end()).isEqualTo(new RunningApplication.Ended(0, ""));
    }
    assertThat(files(folder)).isEmpty();
  }

  @Test
  void twoApplicationsDoNotWriteTheSameFile() throws IOException {
    String json = "json=" + folder.resolve("m.jsonl");
    try (RunningApplication first = RunningApplication.with(json);
        RunningApplication second = RunningApplication.with(json)) {
      first.says("select 'first'");
      awaitFile(folder.resolve("m.jsonl"), "'first'");
      second.says("select 'second'");
      RunningApplication.Ended ended = second.end();
      assertThat(ended.status()).isZero();
      assertThat(ended.err())
          .hasLineCount(1)
          .contains(json + " is written by another JVM", "%p in the name");
      first.does("select 'first again'");
      assertThat(first.end()).isEqualTo(new RunningApplication.Ended(0, ""));
    }
    assertThat(folder.resolve("m.jsonl"))
        .content()
        .contains("'first'", "'first again'")
        .doesNotContain("second");
  }

  @Test
  void eachProcessCanHaveAFolderOfItsOwn() throws IOException {
    try (RunningApplication application =
        RunningApplication.with("out=" + folder.resolve("rec-%p"))) {
      application.says("select 1");
      application.end();
    }
    assertThat(files(folder)).singleElement().asString().matches(".*/rec-\\d+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"route=tunnel", "target=db:0", "outt=rec"})
  void wrongOptionsAreALineAndTheApplicationStartsWithoutUs(String options) throws IOException {
    String json = "json=" + folder.resolve("m.jsonl") + ",";
    try (RunningApplication application = RunningApplication.with(json + options)) {
      application.says("select 'goes on'");
      application.does("exit with 3");
      RunningApplication.Ended ended = application.end();
      assertThat(ended.status()).isEqualTo(3);
      assertThat(ended.err()).startsWith("postgres-wire: ").hasLineCount(1).contains("allowed are");
    }
    assertThat(files(folder)).isEmpty();
  }

  @Test
  void aTargetThatHasNoAddressIsALine() throws IOException {
    try (RunningApplication application =
        RunningApplication.with("out=" + folder + ",target=nowhere.invalid:5432")) {
      application.says("select 'goes on'");
      awaitMessages("'goes on'");
      RunningApplication.Ended ended = application.end();
      assertThat(ended.status()).isZero();
      assertThat(ended.err()).hasLineCount(1).contains("target=nowhere.invalid:5432");
    }
    assertThat(messages()).contains("'goes on'");
  }

  private String messages() throws IOException {
    return Files.readString(folder.resolve("messages.jsonl"));
  }

  private void awaitMessages(String text) {
    awaitFile(folder.resolve("messages.jsonl"), text);
  }

  private static void awaitFile(Path file, String text) {
    Await.until(
        text + " in " + file, () -> Files.exists(file) && Files.readString(file).contains(text));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
