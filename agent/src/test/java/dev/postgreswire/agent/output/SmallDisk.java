package dev.postgreswire.agent.output;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of 256 KiB. Whoever may not mount one skips the test, and CI may. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one. */
  static SmallDisk mount(Path folder) throws IOException {
    Files.createDirectories(folder);
    String problem = run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.toString());
    if (!problem.isEmpty()) {
      abort("no small disk: " + problem);
    }
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  private static String run(String... command) throws IOException {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? "" : "status " + process.exitValue() + " " + out;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    // Lazily: the application may still be about to end.
    String problem = run("umount", "-l", folder.toString());
    if (!problem.isEmpty()) {
      throw new IOException(problem);
    }
  }
}
