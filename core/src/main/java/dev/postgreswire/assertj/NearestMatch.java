package dev.postgreswire.assertj;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Finds the element that comes nearest to what was asked for, and shows it by its criteria. */
final class NearestMatch {
  private NearestMatch() {}

  /**
   * Returns lines about another element that meets more of {@code criteria}; empty when none does.
   */
  static <T> String ofElement(
      Kind<T, ?> kind, List<? extends T> siblings, T element, List<Criterion<T>> criteria) {
    Optional<T> nearest = find(siblings, criteria);
    long needed = met(element, criteria);
    return nearest
        .filter(other -> met(other, criteria) > needed)
        .map(other -> text(kind, siblings, other, criteria))
        .orElse("");
  }

  /** Returns lines about the nearest of {@code elements}; empty when there are none. */
  static <T> String ofList(
      Kind<T, ?> kind, List<? extends T> elements, List<Criterion<T>> criteria) {
    return find(elements, criteria)
        .map(nearest -> text(kind, elements, nearest, criteria))
        .orElse("");
  }

  private static <T> String text(
      Kind<T, ?> kind, List<? extends T> elements, T nearest, List<Criterion<T>> criteria) {
    int number = Report.indexOf(elements, nearest) + 1;
    return "\nnearest match: "
        + kind.one()
        + " "
        + number
        + "\n"
        + Report.criteria(criteria, nearest);
  }

  static <T> Optional<T> find(List<? extends T> elements, List<Criterion<T>> criteria) {
    Comparator<T> byMet = Comparator.comparingLong(element -> met(element, criteria));
    Comparator<T> nearer =
        byMet.thenComparingDouble(element -> similarity(element, criteria)).reversed();
    return elements.stream().<T>map(element -> element).min(nearer);
  }

  private static <T> long met(T element, List<Criterion<T>> criteria) {
    return criteria.stream().filter(criterion -> criterion.isMetBy(element)).count();
  }

  private static <T> double similarity(T element, List<Criterion<T>> criteria) {
    return criteria.stream()
        .mapToDouble(
            criterion ->
                similarity(
                    Objects.toString(criterion.expected()),
                    Objects.toString(criterion.actual().apply(element))))
        .sum();
  }

  /** Returns how many words two texts share, from 0 to 1 (Dice's coefficient). */
  private static double similarity(String left, String right) {
    Set<String> a = words(left);
    Set<String> b = words(right);
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    return a.isEmpty() && b.isEmpty() ? 1 : 2.0 * both.size() / (a.size() + b.size());
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>(Arrays.asList(text.split("\\W+")));
    words.remove("");
    return words;
  }
}
