package dev.postgreswire.recording.filter;

/** A regular expression in a filter would take forever on some text. */
public final class FilterTooCostlyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  FilterTooCostlyException(String pattern, int length) {
    super(
        "the pattern \""
            + pattern
            + "\" takes too long on a text of "
            + length
            + " characters: write it without alternatives or repetitions that fit the same text");
  }
}
