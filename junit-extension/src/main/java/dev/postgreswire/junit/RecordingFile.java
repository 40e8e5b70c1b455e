package dev.postgreswire.junit;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.report.Trace;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where a failed test's recording lies, readable by its owner only. */
final class RecordingFile {
  private RecordingFile() {}

  /** Returns the file of a test, whether or not it is there. */
  static Path of(ExtensionContext context) {
    boolean gradle =
        Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts"));
    return Path.of(gradle ? "build" : "target", "postgres-wire")
        .resolve(TestPlace.fileName(context) + ".txt")
        .toAbsolutePath();
  }

  /** Returns how a failure names it. */
  static String mention(ExtensionContext context) {
    return "recording: " + of(context).toUri();
  }

  /** Returns what it is to hold: the trace of what was recorded, secrets masked. */
  static String text(PostgresWire wire) {
    String trace =
        Trace.strict().withTime(ZoneId.systemDefault()).withConnection().of(wire.recording());
    return "%s, PostgreSQL at %s, recorded at %s:%d%n%n%s"
        .formatted(
            wire.name(),
            wire.server().address(),
            wire.host(),
            wire.port(),
            trace.isEmpty() ? "No connection came through the recorder." : trace);
  }

  /** Writes a file anew, readable by its owner only where the file system knows owners. */
  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }
}
