package dev.postgreswire.junit;

import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the annotations of this package register. It leaves the test to a {@link
 * PostgresWireExtension} where the class has one.
 */
final class RecordingExtension extends WireCallbacks {
  @Override
  boolean isResponsible(ExtensionContext context) {
    List<Field> registered = RegisteredExtensions.of(context);
    if (!registered.isEmpty()) {
      AnnotationSettings.rejectBeside(registered.get(0).getName(), context);
    }
    return registered.isEmpty();
  }

  @Override
  RecordingSettings settings(ExtensionContext context) {
    return AnnotationSettings.of(context);
  }
}
