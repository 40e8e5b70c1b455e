package dev.postgreswire.agent.output;

import dev.postgreswire.report.RecordingFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that the agent is asked to write.
 *
 * @param option what asks for it, as it stands among the options
 * @param format how it is written; empty for the page, which is written at the end
 * @param path its name; {@code -} is standard output
 */
record OutputFile(String option, Optional<RecordingFormat> format, Path path) {
  boolean isStandardOutput() {
    return path.toString().equals("-");
  }

  /** Returns the folder that it is in, for what concerns all files there. */
  String folder() {
    return isStandardOutput() ? "-" : String.valueOf(path.toAbsolutePath().getParent());
  }

  boolean isSameAs(OutputFile other) {
    return path.toAbsolutePath().normalize().equals(other.path.toAbsolutePath().normalize());
  }

  /** Returns why it most likely cannot be written; nothing is created to find out. */
  Optional<String> obstacle() {
    if (isStandardOutput()) {
      return Optional.empty();
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(path)) {
      return Optional.of("it is a folder; name a file in it");
    }
    if (!Files.isDirectory(folder)) {
      return Optional.of("there is no folder " + folder + "; create it first");
    }
    boolean writable = Files.exists(path) ? Files.isWritable(path) : Files.isWritable(folder);
    return writable ? Optional.empty() : Optional.of("not permitted");
  }
}
