package dev.postgreswire.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.testcontainers.containers.JdbcDatabaseContainer;

/**
 * Starts containers when {@code @Testcontainers} does: the static ones first, others with a test.
 */
final class StartStandIns implements BeforeAllCallback, BeforeEachCallback {
  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    start(context, null);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      start(context, instance);
    }
  }

  private static void start(ExtensionContext context, Object instance) throws Exception {
    Class<?> type = instance == null ? context.getRequiredTestClass() : instance.getClass();
    for (Field field :
        ReflectionSupport.findFields(
            type,
            field ->
                Modifier.isStatic(field.getModifiers()) == (instance == null)
                    && JdbcDatabaseContainer.class.isAssignableFrom(field.getType()),
            HierarchyTraversalMode.TOP_DOWN)) {
      ((JdbcDatabaseContainer<?>) ReflectionSupport.tryToReadFieldValue(field, instance).get())
          .start();
    }
  }
}
