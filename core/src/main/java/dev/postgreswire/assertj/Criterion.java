package dev.postgreswire.assertj;

import dev.postgreswire.recording.MessagePosition;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One thing that an assertion asks of an element.
 *
 * @param name in a word or two, as the list of criteria shows it
 * @param phrase what is expected, from the verb on, such as {@code to have SQL …}
 * @param was what it is instead, from the verb on, such as {@code had …}
 * @param test whether it is so
 * @param expected for the comparison that an IDE shows
 * @param actual for the comparison that an IDE shows
 * @param place the message that shows it best; nowhere where the element itself does
 * @param <T> the element
 */
record Criterion<T>(
    String name,
    String phrase,
    Function<T, String> was,
    Predicate<T> test,
    Object expected,
    Function<T, Object> actual,
    Function<T, Optional<MessagePosition>> place) {
  private static final int LINE = 100;

  Criterion(
      String name,
      String phrase,
      Function<T, String> was,
      Predicate<T> test,
      Object expected,
      Function<T, Object> actual) {
    this(name, phrase, was, test, expected, actual, element -> Optional.empty());
  }

  /** Asks for a value of its own. */
  static <T> Criterion<T> equal(String name, Object expected, Function<T, ?> actual) {
    return new Criterion<>(
        name,
        "to have " + name + " " + Texts.value(expected),
        element -> "had " + Texts.value(actual.apply(element)),
        element -> Objects.equals(expected, actual.apply(element)),
        expected,
        actual::apply);
  }

  /** Asks for something that a sentence tells. */
  static <T> Criterion<T> that(
      String name, String phrase, Predicate<T> test, Function<T, String> was) {
    return new Criterion<>(name, phrase, was, test, phrase, was::apply);
  }

  /** Returns the same, with the message that shows it best. */
  Criterion<T> shownBy(Function<T, Optional<MessagePosition>> where) {
    return new Criterion<>(name, phrase, was, test, expected, actual, where);
  }

  boolean isMetBy(T element) {
    return test.test(element);
  }

  /** Returns a line such as {@code ✗ parameters expected [42], was [43]}. */
  String line(T element, int width) {
    String label = " " + name + " ".repeat(Math.max(0, width - name.length()));
    return isMetBy(element)
        ? "  ✓" + label.stripTrailing()
        : "  ✗" + label + "  " + Texts.cut(Texts.line(was.apply(element)), LINE);
  }
}
