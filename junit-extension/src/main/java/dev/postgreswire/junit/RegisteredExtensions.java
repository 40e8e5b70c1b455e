package dev.postgreswire.junit;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;

/** The fields in which a test class registers a {@link PostgresWireExtension}. */
final class RegisteredExtensions {
  private RegisteredExtensions() {}

  /** Returns the fields of the class, its superclasses and, where it is nested, those around it. */
  static List<Field> of(ExtensionContext context) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> type : TestPlace.classes(context)) {
      AnnotationSupport.findAnnotatedFields(type, RegisterExtension.class).stream()
          .filter(field -> field.getType() == PostgresWireExtension.class)
          .sorted(Comparator.comparing(Field::getName)) // the JVM promises no order
          .forEach(fields::add);
    }
    return fields;
  }
}
