package dev.postgreswire.assertj;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and writes a snapshot, which is whole or not there. Its owner only can read it. */
final class SnapshotFile {
  private static final String HEADER =
      "# What went over the wire, as PostgresWire recorded it. To write it anew, run the test"
          + " with\n"
          + "# -D"
          + SnapshotSettings.PROPERTY
          + "=update\n";

  private SnapshotFile() {}

  /** Returns what is in a snapshot, without the remarks at its beginning. */
  static Optional<String> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(
        Files.readString(file)
            .lines()
            .dropWhile(line -> line.startsWith("#"))
            .map(line -> line + "\n")
            .collect(Collectors.joining()));
  }

  static void write(Path file, String content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary =
        Files.createTempFile(folder, file.getFileName().toString(), ".tmp", ownersOnly());
    try {
      Files.writeString(temporary, HEADER + content, StandardCharsets.UTF_8);
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static FileAttribute<?>[] ownersOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
