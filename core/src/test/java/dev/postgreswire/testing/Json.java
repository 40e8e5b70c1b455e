package dev.postgreswire.testing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON to the letter of RFC 8259, and refuses a key that is there twice. */
public final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** Reads an object, such as a line of JSON Lines. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(String line) {
    Json json = new Json(line);
    Object value = json.value();
    json.check(json.at == line.length(), "the end");
    return (Map<String, Object>) value;
  }

  /** Returns what is at a path such as {@code columns[0].name}, which must be there. */
  public static Object at(Object root, String path) {
    Object value = root;
    for (String part : List.of(path.replace("[", ".[").split("\\.", -1))) {
      if (part.startsWith("[")) {
        value = ((List<?>) value).get(Integer.parseInt(part, 1, part.length() - 1, 10));
      } else if (!part.isEmpty()) {
        Map<?, ?> object = (Map<?, ?>) value;
        if (!object.containsKey(part)) {
          throw new AssertionError("no " + part + " of " + path + " in " + root);
        }
        value = object.get(part);
      }
    }
    return value;
  }

  private Object value() {
    char next = peek();
    return switch (next) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Object literal(String word, Object value) {
    check(text.startsWith(word, at), word);
    at += word.length();
    return value;
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    at++;
    while (peek() != '}') {
      separator(object.isEmpty());
      String key = string();
      expect(':');
      check(!object.containsKey(key), "one " + key + " only");
      object.put(key, value());
    }
    at++;
    return object;
  }

  private List<Object> array() {
    List<Object> array = new ArrayList<>();
    at++;
    while (peek() != ']') {
      separator(array.isEmpty());
      array.add(value());
    }
    at++;
    return array;
  }

  private void separator(boolean first) {
    if (!first) {
      expect(',');
    }
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (peek() != '"') {
      char next = text.charAt(at++);
      check(next >= ' ', "an escape");
      value.append(next == '\\' ? escaped() : next);
    }
    at++;
    return value.toString();
  }

  private char escaped() {
    char next = text.charAt(at++);
    if (next == 'u') {
      at += 4;
      return (char) Integer.parseInt(text, at - 4, at, 16);
    }
    int known = "\"\\/bfnrt".indexOf(next);
    check(known >= 0, "an escape");
    return "\"\\/\b\f\n\r\t".charAt(known);
  }

  private BigDecimal number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    check(number.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?"), "a number");
    return new BigDecimal(number);
  }

  private char peek() {
    check(at < text.length(), "more");
    return text.charAt(at);
  }

  private void expect(char character) {
    check(peek() == character, String.valueOf(character));
    at++;
  }

  private void check(boolean good, String expected) {
    if (!good) {
      throw new AssertionError("expected " + expected + " at " + at + " of " + text);
    }
  }
}
