package dev.postgreswire.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The fields in which a test class registers a {@link PostgresWireExtension}. */
final class RegisteredExtensions {
  private RegisteredExtensions() {}

  /**
   * Returns the name of the field that holds an extension, if it is one of several in its class;
   * else the empty string.
   */
  static String part(Object extension, ExtensionContext context) {
    List<Field> fields = of(context);
    return fields.stream()
        .filter(field -> fields.size() > 1 && value(field, context) == extension)
        .map(Field::getName)
        .findFirst()
        .orElse("");
  }

  private static Object value(Field field, ExtensionContext context) {
    Object instance =
        context
            .getTestInstances()
            .flatMap(instances -> instances.findInstance(field.getDeclaringClass()))
            .orElse(null);
    return Modifier.isStatic(field.getModifiers()) || instance != null
        ? ReflectionSupport.tryToReadFieldValue(field, instance).toOptional().orElse(null)
        : null;
  }

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
