package dev.postgreswire.type;

/** Tells numbers as servers write them, at a fraction of what a regular expression costs. */
final class Decimals {
  private Decimals() {}

  /** Returns whether a text is digits, with a minus before and a point among them, if any. */
  static boolean isPlain(String text) {
    int digits = 0;
    int points = 0;
    for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.') {
        points++;
      } else {
        return false;
      }
    }
    return digits > 0 && points <= 1;
  }
}
