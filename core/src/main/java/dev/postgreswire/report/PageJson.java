package dev.postgreswire.report;

import java.util.Collection;
import java.util.Map;

/** Maps, collections, text, numbers and truth values as JSON (RFC 8259). */
final class PageJson {
  private final StringBuilder out = new StringBuilder();

  private PageJson() {}

  static String of(Object value) {
    PageJson json = new PageJson();
    json.write(value);
    return json.out.toString();
  }

  private void write(Object value) {
    if (value instanceof Map<?, ?> map) {
      map(map);
    } else if (value instanceof Collection<?> collection) {
      collection(collection);
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      text(value.toString());
    }
  }

  private void map(Map<?, ?> map) {
    char separator = '{';
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      text(entry.getKey().toString());
      out.append(':');
      write(entry.getValue());
      separator = ',';
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private void collection(Collection<?> values) {
    char separator = '[';
    for (Object value : values) {
      out.append(separator);
      write(value);
      separator = ',';
    }
    out.append(values.isEmpty() ? "[]" : "]");
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(char character) {
    if (character == '"' || character == '\\') {
      out.append('\\').append(character);
    } else if (character < ' ' || Character.isSurrogate(character)) {
      out.append(String.format("\\u%04x", (int) character));
    } else {
      out.append(character);
    }
  }
}
