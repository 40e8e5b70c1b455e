package dev.postgreswire.benchmarks.jvm;

import java.io.IOException;

/** Keeps everything on one core, so that no round trip profits from a second one. */
final class Pinning {
  private Pinning() {}

  /** Binds this process, all its threads, and all that it starts from now on. */
  static void toOneCore() throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    Process process =
        new ProcessBuilder("taskset", "-a", "-p", "-c", "0", self)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("taskset cannot bind this process to a core");
    }
  }
}
