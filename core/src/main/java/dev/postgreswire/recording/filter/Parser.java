package dev.postgreswire.recording.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads an expression, by recursive descent: or, and, not, comparison. */
final class Parser {
  private static final int LONGEST = 10_000;
  private static final int DEEPEST = 100;

  private static final Set<String> COMPARISONS =
      Set.of("==", "!=", "<", "<=", ">", ">=", "contains", "~", "in");

  private static final Pattern BLANKS = Pattern.compile("[ \\t-\\r\\u00a0]+");

  private final String text;
  private List<Token> tokens = List.of();
  private int next;
  private int depth;

  Parser(String text) {
    this.text = text;
  }

  Filter.Test parse() {
    if (text.length() > LONGEST) {
      throw new FilterSyntaxException(
          text, LONGEST, "a filter has at most " + LONGEST + " characters");
    }
    tokens = Lexer.tokens(text);
    if (tokens.size() == 1) {
      return values -> true;
    }
    if (tokens.stream().allMatch(Parser::isPlain)) {
      return plain();
    }
    Filter.Test test = or();
    if (peek().kind() != Token.Kind.END) {
      throw fault(peek(), peek().shown() + " is too much: write and or or before it");
    }
    return test;
  }

  private static boolean isPlain(Token token) {
    return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.END || token.is("..");
  }

  /** Words alone are searched for; one that is a field is asked for. */
  private Filter.Test plain() {
    Token first = tokens.get(0);
    if (tokens.size() == 2 && first.kind() == Token.Kind.WORD) {
      if (FilterFields.find(first.text()).isPresent()) {
        return Comparison.presence(field(first));
      }
      if (FilterFields.looksLikeField(first.text())) {
        throw unknown(first);
      }
    }
    List<Filter.Test> words =
        BLANKS.splitAsStream(text).filter(word -> !word.isEmpty()).map(Comparison::search).toList();
    return values -> words.stream().allMatch(word -> word.matches(values));
  }

  private Filter.Test or() {
    Filter.Test left = and();
    while (peek().is("||")) {
      next++;
      Filter.Test first = left;
      Filter.Test second = and();
      left = values -> first.matches(values) || second.matches(values);
    }
    return left;
  }

  private Filter.Test and() {
    Filter.Test left = not();
    while (peek().is("&&")) {
      next++;
      Filter.Test first = left;
      Filter.Test second = not();
      left = values -> first.matches(values) && second.matches(values);
    }
    return left;
  }

  private Filter.Test not() {
    if (!peek().is("!")) {
      return primary();
    }
    enter(take());
    Filter.Test test = not();
    depth--;
    return values -> !test.matches(values);
  }

  private void enter(Token token) {
    if (++depth > DEEPEST) {
      throw fault(token, "more than " + DEEPEST + " parentheses within each other");
    }
  }

  private Filter.Test primary() {
    Token token = take();
    if (token.is("(")) {
      enter(token);
      Filter.Test test = or();
      if (!peek().is(")")) {
        throw fault(peek(), "the parenthesis at " + token.position() + " is open: write )");
      }
      next++;
      depth--;
      return test;
    }
    return switch (token.kind()) {
      case STRING -> text(token);
      case WORD -> comparison(token);
      case OPERATOR -> throw fault(token, "a field or \"text\" must come before " + token.shown());
      case END -> throw fault(token, "something is missing: write a field or \"text\"");
    };
  }

  private Filter.Test text(Token token) {
    if (isComparison(peek())) {
      throw fault(token, "a field must come first: write its name without quotes");
    }
    return Comparison.search(token.text());
  }

  private static boolean isComparison(Token token) {
    return token.kind() == Token.Kind.OPERATOR && COMPARISONS.contains(token.text());
  }

  private Filter.Test comparison(Token name) {
    if (FilterFields.find(name.text()).isEmpty()) {
      throw unknown(name);
    }
    FilterField field = field(name);
    if (!isComparison(peek())) {
      return Comparison.presence(field);
    }
    Token operator = take();
    if (operator.is("in")) {
      return set(field);
    }
    return new Comparison(text, field).with(operator, value(operator));
  }

  /** {@code {a, b, 1..5}}; the commas may be left out. */
  private Filter.Test set(FilterField field) {
    Token open = take();
    if (!open.is("{")) {
      throw fault(open, "a set must come after in: write {a, b}");
    }
    List<Filter.Test> members = new ArrayList<>();
    while (!peek().is("}")) {
      members.add(member(field, value(open)));
      if (peek().is(",")) {
        next++;
      } else if (peek().kind() == Token.Kind.END) {
        throw fault(peek(), "the set at " + open.position() + " is open: write }");
      }
    }
    if (members.isEmpty()) {
      throw fault(take(), "the set is empty: write values in it");
    }
    next++;
    return values -> members.stream().anyMatch(member -> member.matches(values));
  }

  private Filter.Test member(FilterField field, Token value) {
    Comparison comparison = new Comparison(text, field);
    if (!peek().is("..")) {
      return comparison.with(new Token(Token.Kind.OPERATOR, "==", value.position()), value);
    }
    return comparison.range(value, value(take()));
  }

  private Token value(Token before) {
    Token value = take();
    if (value.kind() != Token.Kind.WORD && value.kind() != Token.Kind.STRING) {
      throw fault(
          value, "a value must come after " + before.shown() + ": write a number or \"text\"");
    }
    return value;
  }

  private FilterField field(Token name) {
    return FilterFields.find(name.text()).orElseThrow();
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    Token token = tokens.get(next);
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  private FilterSyntaxException unknown(Token name) {
    List<String> nearest = FilterFields.nearest(name.text());
    String instead =
        nearest.isEmpty()
            ? ""
            : nearest.stream().collect(Collectors.joining(" or ", "write ", ", or "));
    return fault(
        name,
        "there is no field "
            + name.shown()
            + ": "
            + instead
            + (instead.isEmpty() ? "write " : "")
            + "\""
            + name.text()
            + "\" to search for it");
  }

  private FilterSyntaxException fault(Token token, String reason) {
    return new FilterSyntaxException(text, token.position(), reason);
  }
}
