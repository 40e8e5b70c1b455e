package dev.postgreswire.junit;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.recording.MessagePosition;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.report.HtmlReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Writes a test's recording to files where its policy asks for that, and adds to a failure what the
 * recording tells about it and where it lies.
 */
final class TestReport {
  private final ExtensionContext context;
  private final TestRecording recording;

  TestReport(ExtensionContext context, TestRecording recording) {
    this.context = context;
    this.recording = recording;
  }

  /** Returns whether the test gave up, by an assumption that does not hold. */
  static boolean isAborted(Optional<Throwable> failure) {
    return failure.filter(TestAbortedException.class::isInstance).isPresent();
  }

  /** Returns whether the test could not be recorded for a mistake in its annotations. */
  static boolean isOurs(Optional<Throwable> failure) {
    return failure.filter(ExtensionConfigurationException.class::isInstance).isPresent();
  }

  /** Does something, and adds to its failure. */
  <X extends Throwable> void around(PostgresWire.Action<X> action) throws X {
    try {
      action.run();
    } catch (Throwable failure) {
      failed(failure);
      throw failure;
    }
  }

  /** Adds to a failure, as suppressed: the failure itself stays as it is. */
  void failed(Throwable failure) {
    if (isOurs(Optional.of(failure))) {
      return;
    }
    if (isAborted(Optional.of(failure))) {
      succeeded();
      return;
    }
    try {
      recording.find().ifPresent(wire -> add(wire, failure));
    } catch (RuntimeException | LinkageError e) {
      failure.addSuppressed(e); // it must not take the place of the failure
    }
  }

  /** Writes the recording of a test that did not fail, if all are to be written. */
  void succeeded() {
    if (recording.report() != WireReport.ALWAYS) {
      return;
    }
    try {
      recording.current().ifPresent(wire -> write(wire, wire.recording(), page()));
    } catch (RuntimeException | LinkageError e) {
      context.publishReportEntry("postgres-wire", e.getMessage()); // no reason for a test to fail
    }
  }

  private void add(PostgresWire wire, Throwable failure) {
    Recording recorded = wire.recording();
    Unreachable.hint(recorded).ifPresent(failure::addSuppressed);
    if (recording.report() == WireReport.NEVER) {
      return;
    }
    FailureStory story = new FailureStory(failure, recording.files());
    Optional<MessagePosition> place = story.place(recorded);
    HtmlReport page = page().failure(story.headline(), story.text());
    place.ifPresent(it -> page.jumpTo(it.connectionId(), it.messageIndex()));
    write(wire, recorded, page);
    if (!story.isLinked()) {
      failure.addSuppressed(new WireHint(recording.files().mention(place)));
    }
  }

  private HtmlReport page() {
    return HtmlReport.create().title(TestPlace.title(context));
  }

  private void write(PostgresWire wire, Recording recorded, HtmlReport page) {
    RecordingFiles files = recording.files();
    try {
      files.write(wire, recorded, page);
    } catch (IOException e) {
      throw new UncheckedIOException("the recording cannot be written: " + e, e);
    }
    Publishing.publish(context, files.page(), "text/html");
    Publishing.publish(context, files.trace(), "text/plain");
  }
}
