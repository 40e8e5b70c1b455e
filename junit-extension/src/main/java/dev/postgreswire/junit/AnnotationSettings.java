package dev.postgreswire.junit;

import dev.postgreswire.junit.RecordingSettings.Limits;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Reads what {@link RecordPostgresWire} says about a test: the innermost that says it counts. */
final class AnnotationSettings {
  private final ExtensionContext context;
  private final List<RecordPostgresWire> annotations;

  private AnnotationSettings(ExtensionContext context) {
    this.context = context;
    this.annotations = TestPlace.annotations(context, RecordPostgresWire.class);
  }

  static RecordingSettings of(ExtensionContext context) {
    AnnotationSettings settings = new AnnotationSettings(context);
    return new RecordingSettings(
        settings.target(), settings.window(), settings.report(), settings.limits());
  }

  /** A registered extension says everything; an annotation beside it would go unheard. */
  static void rejectBeside(String field, ExtensionContext context) {
    for (RecordPostgresWire it : TestPlace.annotations(context, RecordPostgresWire.class)) {
      String texts = it.target() + it.container() + it.memoryLimit() + it.timeout();
      if (!texts.isEmpty() || it.window().length + it.report().length > 0) {
        throw new ExtensionConfigurationException(
            ("%s has a PostgresWireExtension in its field \"%s\", so the attributes of"
                    + " @RecordPostgresWire go unheard; leave them out and write forServer(…),"
                    + " withWindow(…), withReport(…), withMemoryLimit(…) or withTimeout(…) there")
                .formatted(TestPlace.name(context), field));
      }
    }
  }

  private TargetSource target() {
    for (RecordPostgresWire annotation : annotations) {
      if (!annotation.target().isEmpty() && !annotation.container().isEmpty()) {
        throw wrong("names its server twice, by target and by container; leave one of them out");
      }
      if (!annotation.target().isEmpty()) {
        return new NamedTarget(where(), annotation.target());
      }
      if (!annotation.container().isEmpty()) {
        return ContainerFields.target(annotation.container());
      }
    }
    return ContainerFields.target(context);
  }

  private WireWindow window() {
    Optional<Method> method = TestPlace.written(context).getTestMethod();
    if (method
        .flatMap(it -> AnnotationSupport.findAnnotation(it, RecordPostgresWire.class))
        .filter(annotation -> List.of(annotation.window()).contains(WireWindow.CLASS))
        .isPresent()) {
      throw wrong("is on a method, so its window cannot be CLASS; write it on the class");
    }
    for (RecordPostgresWire annotation : annotations) {
      if (annotation.window().length > 1) {
        throw wrong("has several windows; write one of TEST_METHOD, LIFECYCLE and CLASS");
      }
      if (annotation.window().length == 1) {
        return annotation.window()[0];
      }
    }
    return WireWindow.TEST_METHOD;
  }

  private WireReport report() {
    for (RecordPostgresWire annotation : annotations) {
      if (annotation.report().length > 1) {
        throw wrong("has several policies; write report = one of ON_FAILURE, ALWAYS and NEVER");
      }
      if (annotation.report().length == 1) {
        return annotation.report()[0];
      }
    }
    return WireReport.configured(context);
  }

  private Limits limits() {
    return new Limits(
        read("memoryLimit", RecordPostgresWire::memoryLimit, Quantities::bytes),
        read("timeout", RecordPostgresWire::timeout, Quantities::time));
  }

  private <T> Optional<T> read(
      String name, Function<RecordPostgresWire, String> attribute, Function<String, T> reader) {
    return annotations.stream()
        .map(attribute)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(text -> read(name, text, reader));
  }

  private <T> T read(String name, String text, Function<String, T> reader) {
    try {
      return reader.apply(Placeholders.fill(text, context));
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(
          where() + ": the " + name + " " + e.getMessage(), e);
    }
  }

  private String where() {
    return "@RecordPostgresWire of " + TestPlace.name(context);
  }

  private ExtensionConfigurationException wrong(String what) {
    return new ExtensionConfigurationException(where() + " " + what);
  }
}
