package dev.postgreswire.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Where in the source a test is, and what it is called. */
final class TestPlace {
  private static final Pattern INVOCATION = Pattern.compile("#(\\d+)]");

  private TestPlace() {}

  /** Returns the context of a dynamic test's factory method; else the context itself. */
  static ExtensionContext written(ExtensionContext context) {
    ExtensionContext written = context;
    while (written.getUniqueId().contains("/[dynamic-")) {
      written = written.getParent().orElseThrow();
    }
    return written;
  }

  /** Returns the context of the outermost class around a test. */
  static ExtensionContext outermostClass(ExtensionContext context) {
    ExtensionContext outermost = written(context);
    Optional<ExtensionContext> next = outermost.getParent();
    while (next.isPresent() && next.get().getTestClass().isPresent()) {
      outermost = next.get();
      next = outermost.getParent();
    }
    return outermost;
  }

  /** Returns the test class and, where it is nested, those around it. */
  static List<Class<?>> classes(ExtensionContext context) {
    List<Class<?>> classes = new ArrayList<>();
    Class<?> type = written(context).getRequiredTestClass();
    classes.add(type);
    while (AnnotationSupport.isAnnotated(type, Nested.class)) {
      type = type.getEnclosingClass();
      classes.add(type);
    }
    return classes;
  }

  /** Returns what may carry annotations for the test, from the inside out. */
  static List<AnnotatedElement> outwards(ExtensionContext context) {
    List<AnnotatedElement> elements = new ArrayList<>();
    written(context).getTestMethod().ifPresent(elements::add);
    elements.addAll(classes(context));
    return elements;
  }

  /** Returns the annotations of a type, from the inside out. */
  static <A extends Annotation> List<A> annotations(ExtensionContext context, Class<A> type) {
    return outwards(context).stream()
        .flatMap(element -> AnnotationSupport.findAnnotation(element, type).stream())
        .toList();
  }

  /** Returns a class's name as its source has it, without the package. */
  static String name(Class<?> type) {
    String name = type.getName();
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }

  /** Returns what to call a test in messages, such as {@code InvoiceTest.lists() [2] 2026}. */
  static String name(ExtensionContext context) {
    ExtensionContext written = written(context);
    String type = name(written.getRequiredTestClass());
    Optional<Method> method = written.getTestMethod();
    if (method.isEmpty()) {
      return type;
    }
    String name = type + "." + method.get().getName() + "()";
    return invocation(context).isEmpty() ? name : name + " " + context.getDisplayName();
  }

  /**
   * Returns what to call a test on its page: as in messages, with its display name if it has one.
   */
  static String title(ExtensionContext context) {
    String name = name(context);
    String shown = context.getDisplayName();
    String usual = context.getTestMethod().map(method -> method.getName() + "(").orElse("");
    boolean isUsual = usual.isEmpty() ? name.endsWith(shown) : shown.startsWith(usual);
    return isUsual || !invocation(context).isEmpty() ? name : name + " · " + shown;
  }

  /** Returns the numbers of a parameterized, repeated or dynamic test, joined by {@code -}. */
  static String invocation(ExtensionContext context) {
    return INVOCATION
        .matcher(context.getUniqueId())
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.joining("-"));
  }
}
