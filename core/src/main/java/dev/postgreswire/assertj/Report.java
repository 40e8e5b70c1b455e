package dev.postgreswire.assertj;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The text of a failure: a sentence, the criteria, the table, and what else to know. */
final class Report {
  private Report() {}

  /** Returns the text for one element, one of {@code siblings}, that does not meet a criterion. */
  static <T> String ofElement(
      Kind<T, ?> kind,
      Evidence evidence,
      List<? extends T> siblings,
      T element,
      List<Criterion<T>> met,
      Criterion<T> missed) {
    StringBuilder out = new StringBuilder();
    out.append("Expecting ").append(subject(kind, siblings, element));
    out.append(' ').append(missed.phrase()).append("\nbut ").append(missed.was().apply(element));
    List<Criterion<T>> criteria = new ArrayList<>(met);
    criteria.add(missed);
    if (!met.isEmpty()) {
      out.append('\n').append(criteria(criteria, element));
    }
    out.append(NearestMatch.ofElement(kind, siblings, element, criteria));
    List<? extends T> shown = siblings.isEmpty() ? List.of(element) : siblings;
    return out.append("\n\n")
        .append(table(kind, evidence, shown, Set.of(indexOf(shown, element))))
        .toString();
  }

  private static <T> String subject(Kind<T, ?> kind, List<? extends T> siblings, T element) {
    return siblings.size() < 2
        ? "the " + kind.one()
        : kind.one() + " " + (indexOf(siblings, element) + 1) + " of " + siblings.size();
  }

  /** Returns the place of {@code element} itself, not of an equal one. */
  static <T> int indexOf(List<? extends T> elements, T element) {
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) == element) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the places of those elements that are so. */
  static <T> Set<Integer> where(List<? extends T> elements, Predicate<T> test) {
    return IntStream.range(0, elements.size())
        .filter(i -> test.test(elements.get(i)))
        .boxed()
        .collect(Collectors.toSet());
  }

  /** Returns a line for each criterion. */
  static <T> String criteria(List<Criterion<T>> criteria, T element) {
    int width = criteria.stream().mapToInt(criterion -> criterion.name().length()).max().orElse(0);
    return String.join("\n", criteria.stream().map(c -> c.line(element, width)).toList());
  }

  /** Returns a table of elements with what else to know of them; some of them with an arrow. */
  static <T> String table(
      Kind<T, ?> kind, Evidence evidence, List<? extends T> elements, Set<Integer> marked) {
    List<String> parts = new ArrayList<>();
    if (!elements.isEmpty()) {
      TextTable table = new TextTable(kind.header());
      for (int i = 0; i < elements.size(); i++) {
        table.row(kind.cells().apply(elements.get(i), evidence), marked.contains(i));
      }
      parts.add(table.toString());
    }
    parts.addAll(Remarks.of(kind, evidence, elements));
    return String.join("\n", parts);
  }
}
