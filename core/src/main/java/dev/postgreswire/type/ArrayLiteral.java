package dev.postgreswire.type;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads arrays written as text. Source: the manual, "Array Input and Output Syntax". */
final class ArrayLiteral {
  private static final Pattern BOUNDS =
      Pattern.compile("\\s*(?:\\[[+-]?[0-9]+(?::[+-]?[0-9]+)?\\]\\s*){1,6}+=");

  private final String text;
  private final char delimiter;
  private final Codec element;
  private int position;

  ArrayLiteral(String text, char delimiter, Codec element) {
    this.text = text;
    this.delimiter = delimiter;
    this.element = element;
  }

  List<Object> parse() {
    Matcher bounds = BOUNDS.matcher(text);
    if (bounds.lookingAt()) {
      position = bounds.end();
    }
    skipSpaces();
    List<Object> values = list(1);
    skipSpaces();
    if (position < text.length()) {
      throw fault("goes on after its end");
    }
    return values;
  }

  private List<Object> list(int dimension) {
    if (dimension > ArrayCodec.MAX_DIMENSIONS) {
      throw fault("has too many dimensions");
    }
    expect('{');
    List<Object> values = new ArrayList<>();
    skipSpaces();
    if (peek() == '}') {
      position++;
      return List.of();
    }
    while (true) {
      skipSpaces();
      values.add(peek() == '{' ? list(dimension + 1) : item());
      skipSpaces();
      if (peek() == '}') {
        position++;
        return Collections.unmodifiableList(values);
      }
      expect(delimiter);
    }
  }

  private Object item() {
    if (peek() == '"') {
      return element.parse(quoted());
    }
    int end = 0;
    StringBuilder item = new StringBuilder();
    boolean isEscaped = false;
    while (peek() != delimiter && peek() != '}') {
      if (peek() == '{' || peek() == '"') {
        throw fault("has a stray " + peek());
      }
      boolean isBackslash = peek() == '\\';
      position += isBackslash ? 1 : 0;
      isEscaped |= isBackslash;
      item.append(peek());
      position++;
      if (isBackslash || !isSpace(item.charAt(item.length() - 1))) {
        end = item.length();
      }
    }
    item.setLength(end);
    if (item.length() == 0) {
      throw fault("lacks an element");
    }
    String unquoted = item.toString();
    return !isEscaped && unquoted.equalsIgnoreCase("NULL") ? null : element.parse(unquoted);
  }

  private String quoted() {
    StringBuilder item = new StringBuilder();
    position++;
    while (peek() != '"') {
      position += peek() == '\\' ? 1 : 0;
      item.append(peek());
      position++;
    }
    position++;
    return item.toString();
  }

  private char peek() {
    if (position >= text.length()) {
      throw fault("ends too early");
    }
    return text.charAt(position);
  }

  private void expect(char character) {
    if (peek() != character) {
      throw fault("has no " + character);
    }
    position++;
  }

  private void skipSpaces() {
    while (position < text.length() && isSpace(text.charAt(position))) {
      position++;
    }
  }

  private static boolean isSpace(char character) {
    return " \t\n\r\u000B\f".indexOf(character) >= 0;
  }

  private IllegalArgumentException fault(String reason) {
    return new IllegalArgumentException("the array " + reason + " at " + position);
  }
}
