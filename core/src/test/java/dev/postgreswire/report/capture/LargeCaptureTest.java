package dev.postgreswire.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However large a capture is, it is read in the same memory, all formats written meanwhile. */
class LargeCaptureTest {
  private static final String MEBIBYTES = System.getProperty("postgres-wire.large-capture", "64");

  @ParameterizedTest
  @CsvSource({"0", "500"})
  void isReadInLittleMemory(String lost) throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LargeCapture.class.getName(),
                MEBIBYTES,
                lost)
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(said).isZero();
    assertThat(said).contains(lost.equals("0") ? " 0 gaps" : " gaps").contains(" messages");
  }
}
