package dev.postgreswire.testing.conformance;

import dev.postgreswire.recording.WitnessedRecordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Fails each test in whose time a recording was made that breaks the protocol, unless it is {@link
 * BreaksProtocol}. JUnit finds it by itself, in every module that has core's tests on its class
 * path: {@code junit-platform.properties} and {@code META-INF/services} are among them.
 */
public final class ConformanceExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final int MOST_TOLD = 5;

  private final Conformance conformance = Conformance.ofThisJvm();

  /** Created by JUnit before it runs anything: nothing is recorded before. */
  public ConformanceExtension() {
    Runnable recorders = WitnessedRecordings.watchFor(conformance);
    conformance.lookBy(
        () -> {
          recorders.run();
          RecordedFiles.ofThisJvm().look(conformance);
        });
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(ConformanceExtension.class))
        .getOrComputeIfAbsent(Summary.class, type -> new Summary(conformance), Summary.class);
    begin(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    begin(context);
  }

  private void begin(ExtensionContext context) {
    boolean mayBreak =
        AnnotationSupport.findAnnotation(context.getElement(), BreaksProtocol.class).isPresent();
    conformance.began(context.getUniqueId(), mayBreak);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(context);
  }

  private void end(ExtensionContext context) {
    List<String> broken = conformance.broken();
    conformance.ended(context.getUniqueId());
    if (!broken.isEmpty()) {
      throw new AssertionError(
          "a recording breaks the protocol; if that is meant, say @BreaksProtocol"
              + System.lineSeparator()
              + broken.stream()
                  .limit(MOST_TOLD)
                  .collect(Collectors.joining(System.lineSeparator())));
    }
  }

  /** Closed when all tests are over: writes down how much was checked. */
  @SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing else
  private record Summary(Conformance conformance)
      implements AutoCloseable, ExtensionContext.Store.CloseableResource {
    @Override
    public void close() throws IOException {
      List<String> late = conformance.broken();
      Path folder = Files.createDirectories(Path.of("target", "conformance"));
      Files.writeString(
          folder.resolve("tests-" + ProcessHandle.current().pid() + ".txt"),
          conformance.summary()
              + String.join(System.lineSeparator(), late)
              + System.lineSeparator());
      if (!late.isEmpty()) {
        throw new AssertionError(String.join(System.lineSeparator(), late));
      }
    }
  }
}
