package dev.postgreswire.agent.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Opens what is written to; whoever else is on this machine cannot read it. */
final class OutputFiles {
  private static final int BUFFER = 64 << 10;

  private OutputFiles() {}

  /**
   * Opens a file, and empties it.
   *
   * @param option the option that named it
   * @param name its name; {@code -} is standard output
   * @throws Failure when it cannot be written
   */
  static OutputStream open(String option, String name) {
    if (name.equals(OutputOptions.STANDARD_OUTPUT)) {
      return new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER);
    }
    try {
      Path file = Path.of(name);
      createForOwner(file);
      return new BufferedOutputStream(
          Files.newOutputStream(
              file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
          BUFFER);
    } catch (InvalidPathException | IOException e) {
      throw new Failure(option + " " + name + ": " + Failure.reason(e), e);
    }
  }

  /**
   * Makes a folder, unless it is there.
   *
   * @throws Failure when that is not possible
   */
  static void createFolder(String option, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new Failure(option + " " + folder + ": " + Failure.reason(e), e);
    }
  }

  private static void createForOwner(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (Files.exists(file)) {
      if (posix && Files.isRegularFile(file)) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    } else if (posix) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }
}
