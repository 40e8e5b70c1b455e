package dev.postgreswire.agent;

import java.util.function.BiConsumer;

/** How options stand in a text: {@code key=value,key="value, with a comma"}. */
final class OptionText {
  private final String text;
  private int position;

  private OptionText(String text) {
    this.text = text;
  }

  /**
   * Reads the options, in their order.
   *
   * @param target takes key and value; an option without {@code =} has the value null
   * @throws IllegalArgumentException when there is none where one has to be, or a quote is open
   */
  static void read(String text, BiConsumer<String, String> target) {
    if (!text.isEmpty()) {
      new OptionText(text).read(target);
    }
  }

  private void read(BiConsumer<String, String> target) {
    while (true) {
      readOption(target);
      if (position == text.length()) {
        return;
      }
      position++; // the comma
    }
  }

  private void readOption(BiConsumer<String, String> target) {
    int end = end(position);
    int equals = text.indexOf('=', position);
    boolean hasValue = equals >= 0 && equals < end;
    String key = text.substring(position, hasValue ? equals : end).trim();
    if (key.isEmpty()) {
      throw new IllegalArgumentException(
          "an option has no name in \"" + text + "\": " + AgentOptionsParser.ALLOWED);
    }
    position = hasValue ? equals + 1 : end;
    target.accept(key, hasValue ? value(key) : null);
  }

  private int end(int from) {
    int comma = text.indexOf(',', from);
    return comma < 0 ? text.length() : comma;
  }

  private String value(String key) {
    if (position < text.length() && text.charAt(position) == '"') {
      return quoted(key);
    }
    int end = end(position);
    String value = text.substring(position, end);
    position = end;
    return value;
  }

  private String quoted(String key) {
    StringBuilder value = new StringBuilder();
    for (int i = position + 1; i < text.length(); i++) {
      if (text.charAt(i) != '"') {
        value.append(text.charAt(i));
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
        value.append('"');
        i++;
      } else {
        position = i + 1;
        checkEnd(key);
        return value.toString();
      }
    }
    throw new IllegalArgumentException(
        key
            + "="
            + text.substring(position)
            + ": the quote is not closed; write "
            + key
            + "=\"…\"");
  }

  private void checkEnd(String key) {
    if (position != end(position)) {
      throw new IllegalArgumentException(
          "%s: a comma or the end has to follow the closing quote, not %s"
              .formatted(key, text.substring(position, end(position))));
    }
  }

  /** Writes what {@link #read} reads. */
  static final class Writer {
    private final StringBuilder text = new StringBuilder();

    void add(String key, String value) {
      text.append(text.isEmpty() ? "" : ",").append(key).append('=');
      boolean plain = value.indexOf(',') < 0 && !value.startsWith("\"");
      text.append(plain ? value : "\"" + value.replace("\"", "\"\"") + "\"");
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
