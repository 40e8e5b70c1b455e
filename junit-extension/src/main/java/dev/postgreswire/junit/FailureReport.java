package dev.postgreswire.junit;

import dev.postgreswire.PostgresWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** Adds to a test's failure what its recording tells about it, and where the recording lies. */
final class FailureReport {
  private final ExtensionContext context;
  private final TestRecording recording;

  FailureReport(ExtensionContext context, TestRecording recording) {
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
      add(failure);
      throw failure;
    }
  }

  /** Adds to a failure, as suppressed: the failure itself stays as it is. */
  void add(Throwable failure) {
    if (isAborted(Optional.of(failure)) || isOurs(Optional.of(failure))) {
      return;
    }
    try {
      recording.find().ifPresent(wire -> add(wire, failure));
    } catch (RuntimeException | LinkageError e) {
      failure.addSuppressed(e); // it must not take the place of the failure
    }
  }

  private void add(PostgresWire wire, Throwable failure) {
    Unreachable.hint(wire.recording(), wire.server()).ifPresent(failure::addSuppressed);
    Path file = RecordingFile.of(context);
    String text = RecordingFile.text(wire);
    try {
      RecordingFile.write(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("the recording cannot be written to " + file, e);
    }
    String mention = RecordingFile.mention(context);
    if (!String.valueOf(failure.getMessage()).contains(mention)) {
      failure.addSuppressed(new WireHint(mention));
    }
    Publishing.publish(context, file, text);
  }
}
