package dev.postgreswire.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * Attaches a file to a test's report. JUnit can since 5.12, with a type that moved in 5.14, so by
 * reflection; where it cannot, the report names the file.
 */
final class Publishing {
  private Publishing() {}

  static void publish(ExtensionContext context, Path file, String type) {
    if (!attached(context, file, type)) {
      context.publishReportEntry("postgres-wire", file.toString());
    }
  }

  private static boolean attached(ExtensionContext context, Path file, String type) {
    ThrowingConsumer<Path> writer = published -> RecordingFiles.copy(file, published);
    Optional<Method> publish = publishFile();
    if (publish.isEmpty()) {
      return false;
    }
    try {
      Class<?> mediaType = publish.get().getParameterTypes()[1];
      Object parsed = mediaType.getMethod("parse", String.class).invoke(null, type);
      publish.get().invoke(context, file.getFileName().toString(), parsed, writer);
      return true;
    } catch (InvocationTargetException e) {
      return false; // whoever runs the tests wants no files
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("JUnit's publishFile is not as expected", e);
    }
  }

  private static Optional<Method> publishFile() {
    return Arrays.stream(ExtensionContext.class.getMethods())
        .filter(method -> method.getName().equals("publishFile"))
        .filter(method -> method.getParameterCount() == 3)
        .filter(method -> method.getParameterTypes()[2] == ThrowingConsumer.class)
        .min(Comparator.comparing(method -> method.isAnnotationPresent(Deprecated.class)));
  }
}
