package dev.postgreswire.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.PreInterruptCallback;
import org.junit.jupiter.api.extension.PreInterruptContext;

/**
 * Ends the JVMs that a test has started once its time is up, after they have said where they are: a
 * test that reads what such a process writes is not ended by an interrupt.
 */
public final class StuckProcesses implements PreInterruptCallback {
  private static final int PATIENCE_SECONDS = 60;

  @Override
  public void beforeThreadInterrupt(PreInterruptContext interrupt, ExtensionContext test) {
    ProcessHandle.current().descendants().filter(StuckProcesses::isJvm).forEach(this::end);
  }

  private static boolean isJvm(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("/java")).orElse(false);
  }

  private void end(ProcessHandle process) {
    System.err.println(
        "Stuck: "
            + process.pid()
            + " "
            + process.info().commandLine().orElse("")
            + threads(process));
    process.destroyForcibly();
  }

  private static String threads(ProcessHandle process) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Path said = Files.createTempFile("threads", ".txt");
      Process dump =
          new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "Thread.print")
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      // It may be so stuck that it does not answer.
      boolean unused = dump.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      dump.destroyForcibly();
      String threads = Files.readString(said);
      Files.delete(said);
      return "\n" + threads;
    } catch (IOException e) {
      return " " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return " " + e;
    }
  }
}
