package dev.postgreswire.junit;

import dev.postgreswire.RunningTest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Names for the files of tests: no two tests of a run have the same. */
final class FileNames {
  private static final Namespace NAMESPACE = Namespace.create(FileNames.class);

  /** What some file system or shell takes amiss; names in Kotlin may have anything. */
  private static final String ODD = "[\\\\/:*?\"<>|#%\\s\\p{Cntrl}]";

  private FileNames() {}

  /** Returns such as {@code InvoiceTest.lists} or {@code InvoiceTest.Inner.lists[2]}. */
  static String of(ExtensionContext context) {
    ExtensionContext written = TestPlace.written(context);
    Class<?> type = written.getRequiredTestClass();
    String method = written.getTestMethod().map(it -> "." + name(it, type)).orElse("");
    String invocation = TestPlace.invocation(context);
    String number = invocation.isEmpty() ? "" : "[" + invocation + "]";
    return (name(type, context) + method + number).replaceAll(ODD, "_");
  }

  /** Returns a test by its class and the same name without it, if it is a test and not a class. */
  static Optional<RunningTest> test(ExtensionContext context) {
    ExtensionContext written = TestPlace.written(context);
    Class<?> type = written.getRequiredTestClass();
    String invocation = TestPlace.invocation(context);
    String number = invocation.isEmpty() ? "" : "[" + invocation + "]";
    return written
        .getTestMethod()
        .map(method -> new RunningTest(type, name(method, type) + number));
  }

  /** Returns the class's name, with its package where a class of another one has that name. */
  private static String name(Class<?> type, ExtensionContext context) {
    String first =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(TestPlace.name(type), name -> type.getName(), String.class);
    return first.equals(type.getName()) ? TestPlace.name(type) : type.getName().replace('$', '.');
  }

  /** Returns the method's name, with its parameters where another test has that name. */
  private static String name(Method method, Class<?> type) {
    List<Method> same =
        ReflectionSupport.findMethods(
            type,
            it ->
                it.getName().equals(method.getName())
                    && AnnotationSupport.isAnnotated(it, Testable.class),
            HierarchyTraversalMode.TOP_DOWN);
    return same.size() < 2 ? method.getName() : method.getName() + parameters(method);
  }

  private static String parameters(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(",", "(", ")"));
  }
}
