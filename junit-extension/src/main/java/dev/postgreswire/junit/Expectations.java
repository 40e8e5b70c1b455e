package dev.postgreswire.junit;

import dev.postgreswire.PostgresWire;
import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What the annotations that start with {@code ExpectWire} expect of a test's window. Of those about
 * the same thing the innermost count: what a method expects takes the place of what its class does.
 */
final class Expectations {
  private static final List<Kind<?>> KINDS =
      List.of(
          kind("statements", ExpectWireNoConnections.class, WireChecks::noConnections),
          kind("statements", ExpectWireNoStatements.class, WireChecks::noStatements),
          kind("statements", ExpectWireStatements.class, WireChecks::statements),
          kind("round trips", ExpectWireRoundTrips.class, WireChecks::roundTrips),
          kind("repeats", ExpectWireNoRepeatedStatements.class, WireChecks::noRepeats),
          kind("errors", ExpectWireNoErrors.class, WireChecks::noErrors),
          kind("errors", ExpectWireError.class, WireChecks::error),
          kind("authentication", ExpectWireAuthentication.class, WireChecks::authentication),
          kind("encryption", ExpectWireTls.class, WireChecks::tls),
          kind("transactions", ExpectWireCommitted.class, WireChecks::committed));

  private final List<Expectation> expected;

  private Expectations(List<Expectation> expected) {
    this.expected = expected;
  }

  /**
   * Returns what is expected of a test, or of a class where its window spans one.
   *
   * @throws ExtensionConfigurationException when an annotation makes no sense
   */
  static Expectations of(ExtensionContext context) {
    List<Expectation> expected = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (AnnotatedElement element : TestPlace.outwards(context)) {
      List<Expectation> here =
          expected(element).stream().filter(it -> !said.contains(it.about())).toList();
      here.forEach(expectation -> said.add(expectation.about()));
      expected.addAll(here);
    }
    expected.forEach(it -> ExpectationRules.validate(it.annotation(), TestPlace.name(context)));
    return new Expectations(
        expected.stream()
            .filter(Expectation::isOfNoConnections)
            .findFirst() // which leaves nothing else to expect
            .map(List::of)
            .orElse(expected));
  }

  /** Returns what the test method itself expects. */
  static Expectations ofMethod(ExtensionContext context) {
    return new Expectations(
        TestPlace.written(context).getTestMethod().map(Expectations::expected).orElse(List.of()));
  }

  /**
   * Returns an annotation about as it is written, such as {@code @ExpectWireStatements(atMost=3)}.
   */
  static String text(Object annotation) {
    return annotation
        .toString()
        .replaceFirst("^@[\\w.]+\\.(\\w+)", "@$1")
        .replaceAll("\\w+=-1(, )?", "")
        .replaceAll(", \\)", ")")
        .replaceAll("\\(\\)$", "")
        .replaceAll("\\(value=([^,]*)\\)$", "($1)");
  }

  private static List<Expectation> expected(AnnotatedElement element) {
    List<Expectation> expected = new ArrayList<>();
    KINDS.forEach(kind -> expected.addAll(kind.on(element)));
    return expected;
  }

  boolean isEmpty() {
    return expected.isEmpty();
  }

  /** Checks all of them; the first failure carries the others as suppressed. */
  void check(PostgresWire wire) {
    AssertionError first = null;
    for (Expectation each : expected) {
      try {
        each.check().accept(wire);
      } catch (AssertionError failure) {
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static <A extends Annotation> Kind<A> kind(
      String about, Class<A> type, BiConsumer<A, PostgresWire> check) {
    return new Kind<>(about, type, check);
  }

  /**
   * Something that is expected.
   *
   * @param about what it is about
   * @param annotation who says so
   * @param check throws an {@link AssertionError}
   */
  private record Expectation(String about, Annotation annotation, Consumer<PostgresWire> check) {
    boolean isOfNoConnections() {
      return annotation instanceof ExpectWireNoConnections;
    }
  }

  /**
   * A kind of expectation.
   *
   * @param about what it is about
   * @param type its annotation
   * @param check throws an {@link AssertionError}
   */
  private record Kind<A extends Annotation>(
      String about, Class<A> type, BiConsumer<A, PostgresWire> check) {
    List<Expectation> on(AnnotatedElement element) {
      return find(element).stream()
          .map(it -> new Expectation(about, it, wire -> check.accept(it, wire)))
          .toList();
    }

    private List<A> find(AnnotatedElement element) {
      return type.isAnnotationPresent(Repeatable.class)
          ? AnnotationSupport.findRepeatableAnnotations(element, type)
          : AnnotationSupport.findAnnotation(element, type).map(List::of).orElse(List.of());
    }
  }
}
