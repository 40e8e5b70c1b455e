package dev.postgreswire.testing.conformance;

import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.testing.WireScript;

/** For one test of each module: whether what its tests record is checked at all. */
public final class ConformanceHook {
  private ConformanceHook() {}

  /** Records what breaks the protocol, and expects to be found out. */
  public static void check() {
    Conformance conformance = Conformance.ofThisJvm();
    assertThat(conformance.broken()).isEmpty();
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    WireScript.session().client(query("select 1")).server(row("1")).playOn(recorder);
    assertThat(conformance.broken()).singleElement().asString().contains("QUERY_ANSWERED");
    assertThat(recorder.recording().connections()).hasSize(1);
  }
}
