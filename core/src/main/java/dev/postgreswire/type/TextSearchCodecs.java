package dev.postgreswire.type;

import dev.postgreswire.wire.WireReader;
import java.util.List;

/**
 * {@code tsvector} and {@code tsquery}; a value is its text. Source: {@code tsvectorsend} in {@code
 * tsvector.c}, {@code tsquerysend} and {@code infix} in {@code tsquery.c}.
 */
final class TextSearchCodecs {
  static final Codec TSVECTOR = Codec.textual(TextSearchCodecs::vector);
  static final Codec TSQUERY = Codec.textual(TextSearchCodecs::query);

  private static final int POSITION_MASK = 0x3FFF;
  private static final int WEIGHT_SHIFT = 14;

  /** Weight D, the last one, is not written at a position. */
  private static final String[] WEIGHTS = {"", "C", "B", "A"};

  private static final int OPERAND = 1;
  private static final int OPERATOR = 2;
  private static final int NOT = 1;
  private static final int AND = 2;
  private static final int OR = 3;
  private static final int PHRASE = 4;
  private static final int[] PRIORITIES = {0, 4, 2, 1, 3};
  private static final int MAX_DEPTH = 500;

  private TextSearchCodecs() {}

  private static String vector(WireReader in) {
    List<String> lexemes =
        in.list("lexemes", in.int32("count"), TextSearchCodecs::lexemeWithPositions);
    return String.join(" ", lexemes);
  }

  private static String lexemeWithPositions(WireReader in) {
    String lexeme = Quoting.lexeme(in.cString("lexeme"));
    List<String> positions = in.list("positions", in.uint16("count"), TextSearchCodecs::position);
    return positions.isEmpty() ? lexeme : lexeme + ":" + String.join(",", positions);
  }

  private static String position(WireReader in) {
    int position = in.uint16("position");
    return (position & POSITION_MASK) + WEIGHTS[position >> WEIGHT_SHIFT];
  }

  private static String query(WireReader in) {
    int items = in.int32("items");
    return items == 0 ? "" : term(in, 0, false, 0).toString();
  }

  /**
   * Reads an operand, or an operator with its operands, of which the right one comes first.
   *
   * @param outerPriority that of the operator around it
   * @param isRightOfPhrase whether it is the right operand of a phrase operator, where order
   *     matters
   */
  private static StringBuilder term(
      WireReader in, int outerPriority, boolean isRightOfPhrase, int depth) {
    int kind = in.int8("kind");
    if (kind == OPERAND) {
      return operand(in);
    }
    int operator = in.int8("operator");
    if (kind != OPERATOR || operator < NOT || operator > PHRASE || depth > MAX_DEPTH) {
      throw in.fault("item", "is of kind " + kind + ", operator " + operator, in.position());
    }
    int priority = PRIORITIES[operator];
    StringBuilder text =
        operator == NOT
            ? term(in, priority, false, depth + 1).insert(0, '!')
            : binary(in, operator, depth);
    boolean needsParentheses = priority < outerPriority || (operator == PHRASE && isRightOfPhrase);
    return needsParentheses ? text.insert(0, "( ").append(" )") : text;
  }

  private static StringBuilder binary(WireReader in, int operator, int depth) {
    int distance = operator == PHRASE ? in.int16("distance") : 0;
    String sign = operator == AND ? "&" : operator == OR ? "|" : phrase(distance);
    int priority = PRIORITIES[operator];
    StringBuilder right = term(in, priority, operator == PHRASE, depth + 1);
    StringBuilder left = term(in, priority, false, depth + 1);
    return left.append(' ').append(sign).append(' ').append(right);
  }

  private static String phrase(int distance) {
    return distance == 1 ? "<->" : "<" + distance + ">";
  }

  private static StringBuilder operand(WireReader in) {
    int weights = in.int8("weights");
    boolean isPrefix = in.int8("prefix") != 0;
    StringBuilder text = new StringBuilder(Quoting.lexeme(in.cString("lexeme")));
    text.append(weights != 0 || isPrefix ? ":" : "").append(isPrefix ? "*" : "");
    for (int i = 0; i < 4; i++) {
      if ((weights & (8 >> i)) != 0) {
        text.append((char) ('A' + i));
      }
    }
    return text;
  }
}
