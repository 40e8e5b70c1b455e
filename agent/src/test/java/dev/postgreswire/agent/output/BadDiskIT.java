package dev.postgreswire.agent.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a running application notices of a disk that does not take its recording: nothing. */
@Timeout(value = 600, threadMode = SEPARATE_THREAD)
class BadDiskIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          out=FOLDER/file/rec      | out=FOLDER/file/rec cannot be written, the application goes on without: FOLDER/file/rec: Not a directory
          out=FOLDER/file          | out=FOLDER/file cannot be written, the application goes on without: exists, and is not a folder: FOLDER/file
          out=/proc/rec            | out=/proc/rec cannot be written, the application goes on without: there is no such file or folder: /proc/rec
          json=FOLDER/nowhere/m    | json=FOLDER/nowhere/m cannot be written, the application goes on without: there is no folder FOLDER/nowhere; create it first
          trace=FOLDER             | trace=FOLDER cannot be written, the application goes on without: it is a folder; name a file in it
          """)
  void whatCannotBeWrittenIsALine(String options, String line) throws IOException {
    Files.createFile(folder.resolve("file"));
    try (RunningApplication application = RunningApplication.with(here(options))) {
      application.says("select 1");
      assertThat(application.does("select 'goes on'")).isEqualTo("goes on");
      application.does("exit with 3");
      assertThat(application.end())
          .isEqualTo(new RunningApplication.Ended(3, "postgres-wire: " + here(line) + "\n"));
    }
  }

  @Test
  void oneFileThatCannotBeWrittenDoesNotConcernTheOthers() throws IOException {
    String options = here("json=FOLDER/m.jsonl,trace=FOLDER/nowhere/t,html=FOLDER/m.jsonl");
    try (RunningApplication application = RunningApplication.with(options)) {
      application.says("select 'goes on'");
      RunningApplication.Ended ended = application.end();
      assertThat(ended.status()).isZero();
      assertThat(ended.err())
          .hasLineCount(2)
          .contains("there is no folder", "give each format a file of its own");
    }
    assertThat(folder.resolve("m.jsonl")).content().contains("goes on");
  }

  @Test
  void aFullDiskIsALine() throws IOException {
    try (RunningApplication application =
        RunningApplication.with(here("trace=/dev/full,json=FOLDER/m.jsonl"))) {
      application.says("select repeat('x', 100000)");
      assertThat(application.does("select 'goes on'")).isEqualTo("goes on");
      application.does("exit with 3");
      assertThat(application.end())
          .isEqualTo(
              new RunningApplication.Ended(
                  3,
                  "postgres-wire: cannot write /dev/full: No space left on device;"
                      + " what cannot be written is not recorded, the application goes on\n"));
    }
    assertThat(folder.resolve("m.jsonl")).content().contains("goes on", "RECORDER_CLOSED");
  }

  /** All files of a folder are on that disk: it is one line, and what is there can be read. */
  @Test
  void aDiskThatGetsFullIsALine() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"));
        RunningApplication application =
            RunningApplication.with("out=" + disk.folder(), "sslmode=disable")) {
      application.says("select 'before'");
      for (int i = 0; i < 20; i++) {
        application.does("select repeat(md5('" + i + "'), 10000)");
      }
      assertThat(application.does("select 'goes on'")).isEqualTo("goes on");
      application.does("exit with 3");
      RunningApplication.Ended ended = application.end();
      assertThat(ended.status()).isEqualTo(3);
      assertThat(ended.err())
          .hasLineCount(1)
          .startsWith("postgres-wire: cannot write " + disk.folder())
          .contains(": No space left on device; what cannot be written is not recorded");
      assertThat(AgentRun.decode(disk.folder().resolve("recording.pcapng"))).contains("'before'");
    }
  }

  /**
   * A disk that hangs, here a pipe that nobody reads, holds nobody up: what does not fit is left
   * out, and said where it is missing and how much it is.
   */
  @Test
  void aDiskThatHangsHoldsNobodyUp() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    String large = "select repeat('x', 1000000)";
    try (RunningApplication application =
        RunningApplication.with("limit=1MB,json=" + pipe, "sslmode=disable")) {
      application.says("select 'before'");
      for (int i = 0; i < 5; i++) {
        assertThat(application.does(large)).hasSize(1_000_000);
      }
      // The disk answers.
      CompletableFuture<String> read = RunningApplication.inThread(() -> read(pipe));
      RunningApplication.Ended ended = application.end();
      assertThat(ended.status()).isZero();
      assertThat(ended.err())
          .hasLineCount(2)
          .contains("the recording cannot be written as fast as it comes")
          .containsPattern("\\d{7} bytes and the beginning of 0 connections are left out");
      assertThat(read.join())
          .contains("select 'before'", "\"event\":\"gap\",\"direction\":\"B\"")
          .containsPattern("left out, because .*: \\d+ bytes of the client and \\d+ of the server")
          .contains("\"ending\":\"RECORDER_CLOSED\"");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String here(String text) {
    return text.replace("FOLDER", folder.toString());
  }
}
