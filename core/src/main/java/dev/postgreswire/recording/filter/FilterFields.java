package dev.postgreswire.recording.filter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields that a filter knows: Wireshark's, our own, and those of each message. */
public final class FilterFields {
  private static final String RESOURCE = "filter-fields.tsv";
  private static final int MOST_NEAREST = 3;
  private static final String ANY = "*";

  private static final String TABLE = read();
  private static final List<FilterField> ALL =
      TABLE
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(FilterField::of)
          .toList();
  private static final Map<String, FilterField> BY_NAME =
      ALL.stream().collect(Collectors.toMap(FilterField::name, field -> field));

  private FilterFields() {}

  private static String read() {
    try (InputStream in = FilterFields.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the table as it is written down, which the page reads, too. */
  public static String table() {
    return TABLE;
  }

  /** Returns all fields; a name that ends in {@code .*} stands for all that begin so. */
  public static List<FilterField> all() {
    return ALL;
  }

  /** Returns the field of this name. */
  static Optional<FilterField> find(String name) {
    FilterField field = BY_NAME.get(name);
    if (field != null) {
      return Optional.of(field);
    }
    int dot = name.indexOf('.');
    FilterField open = BY_NAME.get(name.substring(0, dot + 1) + ANY);
    return dot > 0 && dot < name.length() - 1 && open != null
        ? Optional.of(open.named(name))
        : Optional.empty();
  }

  /** Returns whether {@code word} can only be meant as the name of a field. */
  static boolean looksLikeField(String word) {
    int dot = word.indexOf('.');
    String family = word.substring(0, dot + 1);
    return dot > 0 && ALL.stream().anyMatch(field -> field.name().startsWith(family));
  }

  /** Returns names that are written much like {@code word}, the nearest first. */
  static List<String> nearest(String word) {
    record Candidate(String name, int distance) {}
    List<Candidate> candidates = new ArrayList<>();
    int most = Math.max(2, word.length() / 3);
    for (FilterField field : ALL) {
      int distance = distance(word, field.name());
      if (distance <= most && !field.name().endsWith(ANY)) {
        candidates.add(new Candidate(field.name(), distance));
      }
    }
    candidates.sort(Comparator.comparing(Candidate::distance).thenComparing(Candidate::name));
    return candidates.stream().limit(MOST_NEAREST).map(Candidate::name).toList();
  }

  /** Returns how many characters have to be inserted, removed or replaced. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (same(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }

  private static boolean same(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
