package dev.postgreswire.junit;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.recording.MessagePosition;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.report.HtmlReport;
import dev.postgreswire.report.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where a test's recording lies: a page for a browser, and a trace beside it. Readable by their
 * owner only.
 */
final class RecordingFiles {
  private final Path page;
  private final Path trace;

  private RecordingFiles(Path folder, String name) {
    this.page = folder.resolve(name + ".html");
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

  Path page() {
    return page;
  }

  Path trace() {
    return trace;
  }

  /**
   * Returns how a failure names the recording.
   *
   * @param place the message to open it at
   */
  String mention(Optional<MessagePosition> place) {
    String message =
        place.map(it -> HtmlReport.fragment(it.connectionId(), it.messageIndex())).orElse("");
    return "recording: " + page.toUri() + message;
  }

  /** Writes both files, {@code report} with what was recorded. */
  void write(PostgresWire wire, Recording recording, HtmlReport report) throws IOException {
    create(trace);
    Files.writeString(trace, text(wire, recording));
    create(page);
    try (OutputStream out = Files.newOutputStream(page)) {
      report.add(recording).write(out);
    }
  }

  /** Returns the trace of what was recorded, secrets masked. */
  private static String text(PostgresWire wire, Recording recording) {
    String trace = Trace.strict().withTime(ZoneId.systemDefault()).withConnection().of(recording);
    return "%s, PostgreSQL%s, recorded %s%n%n%s"
        .formatted(
            wire.name(),
            wire.target().map(server -> " at " + server.address()).orElse(""),
            wire.listensAt().map(address -> "at " + address).orElse("by the agent"),
            trace.isEmpty() ? "No connection came through the recorder." : trace);
  }

  /** Makes an empty file anew, readable by its owner only where the file system knows owners. */
  private static void create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
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
