package dev.postgreswire.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StuckProcessesTest {
  @Test
  void endsAJvmAndSaysWhereItWas() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StuckApplication.class.getName())
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("stuck from now on");

    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      new StuckProcesses().beforeThreadInterrupt(null, null);
    } finally {
      System.setErr(before);
    }

    assertThat(process.waitFor()).isNotZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("Stuck: " + process.pid() + " " + java)
        .contains("StuckApplication.main");
  }

  /** Waits for what never comes. */
  static final class StuckApplication {
    private StuckApplication() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("stuck from now on");
      Thread.currentThread().join();
    }
  }
}
