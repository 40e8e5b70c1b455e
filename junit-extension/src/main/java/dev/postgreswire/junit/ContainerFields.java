package dev.postgreswire.junit;

import dev.postgreswire.WireTarget;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A server in a Testcontainers container that a field of the test class holds. The class itself is
 * touched only where such a field is, for Testcontainers need not be there.
 */
final class ContainerFields implements TargetSource {
  private static final String CONTAINER = "org.testcontainers.containers.JdbcDatabaseContainer";
  private final String name;

  private ContainerFields(String name) {
    this.name = name;
  }

  /** Returns the server in the container of the only such field; any server where there is none. */
  static TargetSource target(ExtensionContext context) {
    return fields(context).isEmpty() ? new AnyServer(noTarget(context)) : new ContainerFields("");
  }

  /** Returns the server in the container of the field {@code name}. */
  static TargetSource target(String name) {
    return new ContainerFields(name);
  }

  @Override
  public Optional<WireTarget> find(ExtensionContext context) {
    Field field = field(context);
    return value(field, context).flatMap(container -> Container.server(container, describe(field)));
  }

  @Override
  public String advice(ExtensionContext context) {
    Field field = field(context);
    return ("the container in %s has not been started%s; annotate the class with @Testcontainers"
            + " and the field with @Container, or start it before the test asks for a"
            + " PostgresWire")
        .formatted(
            describe(field),
            Modifier.isStatic(field.getModifiers())
                ? ""
                : " (a field that is not static holds nothing before the test's constructor is"
                    + " done)");
  }

  @Override
  public boolean endsWithTest(ExtensionContext context) {
    return !Modifier.isStatic(field(context).getModifiers())
        && context.getTestInstanceLifecycle().equals(Optional.of(Lifecycle.PER_METHOD));
  }

  private Field field(ExtensionContext context) {
    List<Field> fields = fields(context);
    List<Field> wanted =
        fields.stream().filter(field -> name.isEmpty() || field.getName().equals(name)).toList();
    if (wanted.isEmpty()) {
      throw new ExtensionConfigurationException(noSuchField(fields, context));
    }
    List<Field> nearest = name.isEmpty() ? wanted : wanted.subList(0, 1);
    List<Field> possible =
        nearest.size() == 1
            ? nearest
            : nearest.stream()
                .filter(field -> mayBePostgres(field, context))
                .sorted(Comparator.comparing(Field::getName)) // the JVM promises no order
                .toList();
    if (possible.size() != 1) {
      throw new ExtensionConfigurationException(ambiguous(possible, context));
    }
    return possible.get(0);
  }

  private static boolean mayBePostgres(Field field, ExtensionContext context) {
    return value(field, context).map(Container::isPostgres).orElse(true);
  }

  /** Fields of the test class, its superclasses and, where it is nested, those around it. */
  private static List<Field> fields(ExtensionContext context) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> type : TestPlace.classes(context)) {
      fields.addAll(
          ReflectionSupport.findFields(
              type, field -> isContainer(field.getType()), HierarchyTraversalMode.BOTTOM_UP));
    }
    return fields;
  }

  private static boolean isContainer(Class<?> type) {
    for (Class<?> it = type; it != null; it = it.getSuperclass()) {
      if (it.getName().equals(CONTAINER)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Object> value(Field field, ExtensionContext context) {
    if (Modifier.isStatic(field.getModifiers())) {
      return read(field, null);
    }
    return TestPlace.written(context)
        .getTestInstances()
        .flatMap((TestInstances all) -> all.findInstance(field.getDeclaringClass()))
        .flatMap(instance -> read(field, instance));
  }

  private static Optional<Object> read(Field field, Object instance) {
    return ReflectionSupport.tryToReadFieldValue(field, instance).toOptional();
  }

  private static String describe(Field field) {
    return "the field \"" + field.getName() + "\" of " + TestPlace.name(field.getDeclaringClass());
  }

  private static String noTarget(ExtensionContext context) {
    return ("%s does not say which server to record; write @RecordPostgresWire(target ="
            + " \"localhost:5432\") or its JDBC or R2DBC URL, or give the class a field with a"
            + " PostgreSQLContainer of Testcontainers, or write @RegisterExtension static"
            + " PostgresWireExtension wire = PostgresWireExtension.forServer(…)")
        .formatted(TestPlace.name(context));
  }

  private String noSuchField(List<Field> fields, ExtensionContext context) {
    return "%s has no container in a field \"%s\"; %s"
        .formatted(
            TestPlace.name(context),
            name,
            fields.isEmpty()
                ? "it has no field with a JdbcDatabaseContainer at all"
                : "write the name of " + names(fields));
  }

  private static String ambiguous(List<Field> fields, ExtensionContext context) {
    return fields.isEmpty()
        ? TestPlace.name(context) + " has containers, but none for PostgreSQL; write target = \"…\""
        : ("%s has several containers: %s; write @RecordPostgresWire(container = \"%s\") or"
                + " target = \"…\"")
            .formatted(TestPlace.name(context), names(fields), fields.get(0).getName());
  }

  private static String names(List<Field> fields) {
    return fields.stream().map(ContainerFields::describe).collect(Collectors.joining(" or "));
  }
}
