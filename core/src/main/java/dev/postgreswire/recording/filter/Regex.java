package dev.postgreswire.recording.filter;

import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A regular expression of what Java and JavaScript have in common, with the same meaning in both:
 * characters, {@code .} (any at all), {@code [a-z]}, {@code [^a-z]}, {@code \d \w \s \D \W \S} (of
 * ASCII), {@code \b \B}, {@code \n \r \t}, a backslash before a sign, {@code ^} and {@code $} (the
 * ends of the text), {@code ( )}, {@code (?: )}, {@code |}, and {@code * + ? {n} {n,} {n,m}}, each
 * with a {@code ?} after it if need be. It is found anywhere, whatever its case.
 *
 * <p>What repeats without end must not hold what does, for that can take forever; whatever else
 * takes too long is given up.
 */
final class Regex {
  /** A match looks at so many characters at most: about a second. */
  private static final long MOST_STEPS = 10_000_000;

  private final String text;
  private final Pattern pattern;

  private Regex(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  static Regex parse(String text, Function<String, FilterSyntaxException> fault) {
    String translated = new RegexReader(text, fault).read();
    int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
    return new Regex(text, Pattern.compile(translated, flags));
  }

  boolean find(String value) {
    try {
      return pattern.matcher(new CountedText(value)).find();
    } catch (StackOverflowError | CountedText.TooManyException e) {
      throw new FilterTooCostlyException(text, value.length());
    }
  }

  /** A text that is read only so often. */
  private static final class CountedText implements CharSequence {
    private final String text;
    private long steps;

    CountedText(String text) {
      this.text = text;
    }

    /** It was read too often. */
    private static final class TooManyException extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    @Override
    public char charAt(int index) {
      if (++steps > MOST_STEPS) {
        throw new TooManyException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
