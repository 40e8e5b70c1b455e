package dev.postgreswire.agent.cli;

import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.tls.KeyLogFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Follows a key log, and says what is wrong with it once. */
final class KeyLogFollower {
  private final Path path;
  private final KeyLogFile file;
  private final PrintWriter err;
  private int problemsSaid;
  private boolean unreadable;

  KeyLogFollower(Path path, Consumer<TlsSecret> target, PrintWriter err) {
    this.path = path;
    this.file = new KeyLogFile(path, target);
    this.err = err;
  }

  /** Takes what is new. */
  void poll() {
    try {
      file.poll();
      unreadable = false;
    } catch (IOException e) {
      if (!unreadable) {
        err.println("--keylog " + path + ": " + Failure.reason(e));
      }
      unreadable = true;
    }
    while (problemsSaid < file.problems().size()) {
      err.println("--keylog " + path + ": " + file.problems().get(problemsSaid++));
    }
  }
}
