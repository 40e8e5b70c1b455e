package dev.postgreswire.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A session far larger than the memory of the machine that writes it in every format: queries and
 * answers, one COPY, one single message. With the profile {@code large} of 1 GB, in 256 MB: {@code
 * mvn -Plarge -pl core verify -Dtest=LargeExportTest}.
 */
class LargeExportTest {
  private static final int MEGABYTE = 1_000_000;
  private static final int SIZE = Integer.getInteger("large.megabytes", 40);
  private static final boolean LARGE = SIZE >= 1000;
  private static final String HEAP = LARGE ? "-Xmx256m" : "-Xmx32m";
  private static final long PAGE = LARGE ? 16 << 20 : 2 << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"oltp, 100", "copy, 100", "message, 60"})
  void isWrittenInConstantMemory(String kind, int percent) throws Exception {
    long size = (long) SIZE * MEGABYTE / 100 * percent * (kind.equals("oltp") || LARGE ? 1 : 3);
    Path output = folder.resolve("output");
    Process process = start(output, kind, size);
    boolean ended = process.waitFor(LARGE ? 30 : 5, TimeUnit.MINUTES);
    process.destroyForcibly();

    assertThat(ended).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output)).contains(" bytes streamed, ");
    assertThat(folder.resolve("page.html")).isNotEmptyFile();
  }

  private Process start(Path output, String kind, long size) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            java,
            HEAP,
            "-cp",
            classPath,
            LargeSession.class.getName(),
            kind,
            Long.toString(size),
            folder.toString(),
            Long.toString(PAGE));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
