package dev.postgreswire.examples.billing;

import com.zaxxer.hikari.HikariDataSource;
import dev.postgreswire.WireRecorder;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.StatementTable;
import dev.postgreswire.report.Trace;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;

/** The README's first command: a day at the billing desk, as PostgreSQL hears it. */
final class Demo {
  private final PrintStream out;
  private final Path folder;

  private Demo(PrintStream out, Path folder) {
    this.out = out;
    this.folder = folder;
  }

  /** Runs the day, and writes what was recorded into the folder that the argument names. */
  public static void main(String[] arguments) throws Exception {
    // Neither the machine's locale nor Maven has a say in what this looks like.
    try (PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      new Demo(out, Path.of(arguments[0])).run();
    }
  }

  private void run() throws SQLException, IOException {
    String url = BillingServer.jdbcUrl(TestRole.SCRAM);
    try (HikariDataSource pool = BillingConfiguration.of(url).openPool()) {
      new Billing(pool).open();
    }
    Recording recording = record(url);
    String trace = Trace.strict().of(recording.messages());
    String statements = StatementTable.of(recording.statements());
    print("The trace, in the format of libpq's PQtrace", trace);
    print("The statements", statements);
    print(
        "Written to files that only you can read",
        write("trace.txt", trace) + "\n" + write("statements.txt", statements));
  }

  private Recording record(String url) throws SQLException {
    try (WireRecorder recorder = WireRecorder.open(url)) {
      List<String> told;
      try (HikariDataSource pool = BillingConfiguration.of(recorder.jdbcUrl()).openPool()) {
        told = new Billing(pool).day();
      }
      print(
          "The application on %s, by way of the recorder on %s:%d"
              .formatted(TestServer.current(), recorder.host(), recorder.port()),
          String.join("\n", told));
      return recorder.recording();
    }
  }

  private void print(String title, String text) {
    out.printf("%n== %s%n%n%s%n", title, text.stripTrailing());
  }

  private Path write(String name, String text) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.writeString(file, text);
  }
}
