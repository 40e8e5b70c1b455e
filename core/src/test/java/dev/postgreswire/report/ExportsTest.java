package dev.postgreswire.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.postgreswire.message.Query;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.WireScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {
  private static final Path FULL = Path.of("/dev/full");

  private final Recording recording = WireScript.session().client(new Query("select 1")).play();

  @TempDir Path folder;

  @Test
  void writesAllFormatsFromOneWalk() throws IOException {
    try (Exports exports =
        Exports.begin()
            .add(Trace.strict(), file("a.trace"))
            .add(JsonLines.masked(), file("a.jsonl"))
            .add(Pcapng.masked(), file("a.pcapng"))
            .open()) {
      recording.replayTo(exports);
      exports.finish();
    }

    assertThat(names()).containsExactly("a.jsonl", "a.pcapng", "a.trace");
    assertThat(file("a.trace")).hasContent(Trace.strict().of(recording));
    assertThat(file("a.jsonl")).hasContent(JsonLines.masked().of(recording));
    assertThat(file("a.pcapng")).hasBinaryContent(written(Pcapng.masked()));
  }

  @Test
  void onlyItsOwnerReadsAFile() throws IOException {
    try (Exports exports = Exports.begin().add(Trace.strict(), file("a.trace")).open()) {
      assertThat(names()).hasSize(1).noneMatch(name -> name.equals("a.trace"));
      assertThat(permissions(folder.resolve(names().get(0)))).isEqualTo("rw-------");
      exports.finish();
    }

    assertThat(permissions(file("a.trace"))).isEqualTo("rw-------");
  }

  @Test
  void whatIsNotFinishedLeavesNothingBehind() throws IOException {
    Files.writeString(file("a.trace"), "from yesterday");
    try (Exports exports = Exports.begin().add(Trace.strict(), file("a.trace")).open()) {
      recording.replayTo(exports);
    }

    assertThat(names()).containsExactly("a.trace");
    assertThat(file("a.trace")).hasContent("from yesterday");
  }

  @Test
  void whereOneFormatFailsNoFileGetsItsName() throws IOException {
    try (Exports exports =
        Exports.begin()
            .add(Trace.strict(), file("a.trace"))
            .add(out -> new JsonLinesWriter(new Utf8Out(new FullDisk()), false), file("a.jsonl"))
            .open()) {
      recording.replayTo(exports);
      assertThatIOException()
          .isThrownBy(exports::finish)
          .withMessage("cannot write " + file("a.jsonl") + ": No space left on device");
      assertThatIOException().isThrownBy(exports::finish);
    }

    assertThat(names()).isEmpty();
  }

  @Test
  void aFullDiskIsSaidInOneLine() throws IOException {
    assumeThat(FULL).exists();
    try (Exports exports = Exports.begin().add(JsonLines.masked(), FULL).open()) {
      recording.replayTo(exports);
      assertThatIOException()
          .isThrownBy(exports::finish)
          .withMessage("cannot write /dev/full: No space left on device");
    }

    assertThat(Files.isRegularFile(FULL)).as("a device is not replaced by a file").isFalse();
  }

  @Test
  void liveFilesAreThereFromTheStart() throws IOException {
    try (Exports exports = Exports.begin().live().add(Trace.strict(), file("a.trace")).open()) {
      recording.replayTo(exports);
      exports.flush();

      assertThat(file("a.trace")).hasContent(Trace.strict().of(recording));
      assertThat(permissions(file("a.trace"))).isEqualTo("rw-------");
    }

    assertThat(names()).containsExactly("a.trace");
  }

  @Test
  void aLiveFileThatFailsDoesNotStopTheOthers() throws IOException {
    assumeThat(FULL).exists();
    try (Exports exports =
        Exports.begin()
            .live()
            .add(Trace.strict(), FULL)
            .add(JsonLines.masked(), file("a.jsonl"))
            .open()) {
      recording.replayTo(exports);
      assertThatIOException().isThrownBy(exports::flush);
      recording.replayTo(exports);
      exports.finish();
    }

    assertThat(file("a.jsonl"))
        .hasContent(JsonLines.masked().of(recording) + JsonLines.masked().of(recording));
  }

  @Test
  void standardOutputIsFlushedNotClosed() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Exports exports = Exports.begin().add(Trace.strict(), "-").standardOutput(out).open()) {
      recording.replayTo(exports);
      exports.finish();
    }

    assertThat(out.toString(UTF_8)).isEqualTo(Trace.strict().of(recording));
  }

  @Test
  void twoFormatsNeedTwoFiles() {
    Exports.Builder builder = Exports.begin().add(Trace.strict(), "-").add(Trace.strict(), "a");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(JsonLines.masked(), "-"))
        .withMessage("standard output is asked for twice; give each format a file of its own");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(JsonLines.masked(), "./a"))
        .withMessage("the file ./a is asked for twice; give each format a file of its own");
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    Path lost = folder.resolve("lost").resolve("a.trace");
    Exports.Builder builder =
        Exports.begin().add(Trace.strict(), file("b")).add(Trace.strict(), lost);

    assertThatIOException()
        .isThrownBy(builder::open)
        .withMessage(
            "cannot write "
                + lost
                + ": there is no folder "
                + lost.getParent()
                + "; create it first");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderIsNoFile() {
    assertThatIOException()
        .isThrownBy(() -> Exports.begin().add(Trace.strict(), folder).open())
        .withMessage("cannot write " + folder + ": it is a folder; name a file in it");
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Files.writeString(file("real.trace"), "");
    Files.createSymbolicLink(file("a.trace"), file("real.trace"));
    try (Exports exports = Exports.begin().add(Trace.strict(), file("a.trace")).open()) {
      recording.replayTo(exports);
      exports.finish();
    }

    assertThat(file("a.trace")).isSymbolicLink();
    assertThat(file("real.trace")).hasContent(Trace.strict().of(recording));
  }

  private byte[] written(RecordingFormat format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    format.write(recording, bytes);
    return bytes.toByteArray();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** Takes nothing. */
  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      throw new IOException("No space left on device");
    }
  }
}
