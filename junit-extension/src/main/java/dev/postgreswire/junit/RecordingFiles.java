package dev.postgreswire.junit;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.recording.MessagePosition;
import dev.postgreswire.report.Trace;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where a test's recording lies, readable by its owner only. */
final class RecordingFiles {
  private final Path trace;

  private RecordingFiles(Path folder, String name) {
    this.trace = folder.resolve(name + ".txt");
  }

  /**
   * Returns the files of a test, whether or not they are there.
   *
   * @param part which of several recordings of the test; may be empty
   */
  static RecordingFiles of(ExtensionContext context, String part) {
    boolean gradle =
        Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts"));
    Path folder = Path.of(gradle ? "build" : "target", "postgres-wire").toAbsolutePath();
    String name = FileNames.of(context);
    return new RecordingFiles(folder, part.isEmpty() ? name : name + "-" + part);
  }

  Path trace() {
    return trace;
  }

  /** Returns how a failure names the recording. */
  String mention(Optional<MessagePosition> place) {
    return "recording: " + trace.toUri();
  }

  /** Returns whether a text names the recording. */
  boolean areMentionedIn(String text) {
    return text.contains(mention(Optional.empty()));
  }

  void write(PostgresWire wire) throws IOException {
    write(trace, text(wire));
  }

  /** Returns the trace of what was recorded, secrets masked. */
  private static String text(PostgresWire wire) {
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
  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    create(file);
    Files.writeString(file, text);
  }

  /** Makes an empty file anew, readable by its owner only where the file system knows owners. */
  private static void create(Path file) throws IOException {
    Files.deleteIfExists(file);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  /** Copies a file as JUnit wants it, which is not to be read by others either. */
  static void copy(Path file, Path to) throws IOException {
    create(to);
    Files.write(to, Files.readAllBytes(file));
  }
}
