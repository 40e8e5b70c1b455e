package dev.postgreswire.testing.conformance;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.recording.Window;
import dev.postgreswire.report.JsonLines;
import dev.postgreswire.testing.WireScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody registers it here, or in any other test: JUnit has to find it by itself. */
class ConformanceExtensionTest {
  private static final WireScript LEGAL =
      WireScript.session().client(query("select 1")).server(tag("SELECT 1"), IDLE);

  private static final WireScript BROKEN =
      WireScript.session().client(query("select 1")).server(row("1"));

  private final Conformance conformance = Conformance.ofThisJvm();

  @Test
  void seesWhatARecorderRecords() {
    long before = conformance.messages();
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    try (Window window = recorder.openWindow("seen")) {
      LEGAL.playOn(recorder);
      Recording recording = window.recording();
      assertThat(conformance.messages() - before).isEqualTo(recording.messages().size());
    }
    assertThat(conformance.broken()).isEmpty();
  }

  @Test
  void findsOutARecorderThatNobodyReads() {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    BROKEN.playOn(recorder);
    assertThat(conformance.broken())
        .singleElement()
        .asString()
        .contains("findsOutARecorderThatNobodyReads", "QUERY_ANSWERED", "db.example:5432");
    assertThat(recorder.recording().connections()).hasSize(1);
  }

  @Test
  void findsOutWhatIsLetGoWithoutAWindow() {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    recorder.openWindow("before").close();
    BROKEN.playOn(recorder);
    recorder.openWindow("after").close();
    assertThat(conformance.broken()).hasSize(1);
  }

  @Test
  void findsOutAStream() {
    RecordingStream stream = new RecordingStream(new RecordingListener() {}, null);
    BROKEN.playOn(stream);
    assertThat(conformance.broken()).singleElement().asString().contains("streamed");
  }

  @Test
  void findsOutAFileThatAnotherProcessMayHaveWritten(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("recording.jsonl");
    Files.writeString(file, JsonLines.masked().of(LEGAL.playOnce()));
    assertThat(conformance.broken()).isEmpty();
    String broken = JsonLines.masked().of(BROKEN.playOnce());
    assertThat(conformance.broken()).isNotEmpty();
    Files.writeString(file, broken);
    assertThat(conformance.broken())
        .singleElement()
        .asString()
        .contains("QUERY_ANSWERED", file.toString());
    assertThat(RecordingCheck.of(file)).hasSize(1);
  }

  @Test
  void findsOutARecordingThatIsThere() {
    Recording broken = BROKEN.playOnce();
    assertThat(conformance.broken()).isNotEmpty();
    assertThat(RecordingCheck.of(broken)).singleElement().asString().contains("QUERY_ANSWERED");
    assertThat(RecordingCheck.of(LEGAL.playOnce())).isEmpty();
  }

  @Test
  @BreaksProtocol(because = "that is what is tested")
  void excusesWhatIsMeant() {
    long before = conformance.excused();
    BROKEN.playOn(new RecordingStream(new RecordingListener() {}, null));
    assertThat(conformance.broken()).isEmpty();
    assertThat(conformance.excused()).isEqualTo(before + 1);
  }
}
