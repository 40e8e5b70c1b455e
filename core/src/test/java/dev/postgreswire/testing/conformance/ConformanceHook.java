package dev.postgreswire.testing.conformance;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.report.JsonLines;
import dev.postgreswire.testing.WireScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * For one test of each module: whether what its tests record is checked at all. It runs tests that
 * know nothing of the check, with JUnit as the module's tests have it.
 */
public final class ConformanceHook {
  private ConformanceHook() {}

  /** Fails unless tests fail that leave a recording which breaks the protocol, and only these. */
  public static void check() {
    Map<String, String> results = new TreeMap<>();
    EngineTestKit.engine("junit-jupiter")
        .enableImplicitConfigurationParameters(true)
        .selectors(selectClass(Unaware.class))
        .execute()
        .testEvents()
        .finished()
        .stream()
        .forEach(event -> results.put(event.getTestDescriptor().getDisplayName(), result(event)));
    assertThat(results)
        .containsOnlyKeys("aRecorder()", "aStream()", "aFile(Path)", "theProtocol()", "meant()")
        .allSatisfy((test, result) -> assertThat(result).as(test).isEqualTo(expected(test)));
  }

  private static String expected(String test) {
    return test.startsWith("a") ? "broken: QUERY_ANSWERED" : "SUCCESSFUL";
  }

  private static String result(Event event) {
    TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
    String failure = result.getThrowable().map(Throwable::toString).orElse("");
    boolean isBroken =
        failure.contains("a recording breaks the protocol") && failure.contains("QUERY_ANSWERED");
    return isBroken ? "broken: QUERY_ANSWERED" : result.getStatus() + failure;
  }

  /** No test of any module: {@link #check} runs them. */
  static final class Unaware {
    private static final WireScript BROKEN =
        WireScript.session().client(query("select 1")).server(row("1"));

    private static final WireScript LEGAL =
        WireScript.session().client(query("select 1")).server(tag("SELECT 1"), IDLE);

    @Test
    void aRecorder() {
      BROKEN.playOn(new Recorder(RecorderOptions.defaults()));
    }

    @Test
    void aStream() {
      BROKEN.playOn(new RecordingStream(new RecordingListener() {}, null));
    }

    /** What another process has left is not known to this one but by its file. */
    @Test
    void aFile(@TempDir Path folder) throws IOException {
      String legal = JsonLines.masked().of(LEGAL.playOnce());
      Files.writeString(
          folder.resolve("recording.jsonl"), legal.replace("CommandComplete", "DataRow"));
    }

    @Test
    void theProtocol() {
      LEGAL.playOn(new Recorder(RecorderOptions.defaults()));
    }

    @Test
    @BreaksProtocol(because = "that is what is tested")
    void meant() {
      BROKEN.playOn(new Recorder(RecorderOptions.defaults()));
    }
  }
}
