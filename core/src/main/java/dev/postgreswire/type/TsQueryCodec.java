package dev.postgreswire.type;

import dev.postgreswire.wire.WireReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * {@code tsquery}: operators before their operands, of which the right one comes first; a value is
 * its text. Source: {@code tsquerysend} and {@code infix} in {@code tsquery.c}.
 *
 * <p>Read from the end, each operator finds its operands complete, however deep they nest.
 */
final class TsQueryCodec {
  static final Codec INSTANCE = Codec.textual(TsQueryCodec::query);

  private static final int OPERAND = 1;
  private static final int OPERATOR = 2;
  private static final int NOT = 1;
  private static final int AND = 2;
  private static final int OR = 3;
  private static final int PHRASE = 4;

  /** By operator; the greater binds the closer. */
  private static final List<Integer> PRIORITIES = List.of(0, 4, 2, 1, 3);

  private static final int PRIORITY_OF_OPERAND = 5;
  private static final String WEIGHTS = "DCBA";
  private static final int MAX_COPIED = 1 << 26;

  private TsQueryCodec() {}

  private static String query(WireReader in) {
    List<Item> items = new ArrayList<>(in.list("items", in.int32("count"), TsQueryCodec::item));
    if (items.isEmpty()) {
      return "";
    }
    Collections.reverse(items);
    Deque<Term> terms = new ArrayDeque<>();
    long copied = 0;
    for (Item item : items) {
      if (terms.size() < item.operands()) {
        throw in.fault("items", "lack an operand", in.position());
      }
      Term term = item.join(terms);
      copied += item.operator() == 0 ? 0 : term.cost();
      if (copied > MAX_COPIED) {
        throw in.fault("items", "nest too deep", in.position());
      }
      terms.push(term);
    }
    if (terms.size() > 1) {
      throw in.fault("items", "lack an operator", in.position());
    }
    return terms.pop().text().toString();
  }

  private static Item item(WireReader in) {
    int kind = in.int8("kind");
    if (kind == OPERAND) {
      return new Item(0, 0, operand(in));
    }
    int operator = in.int8("operator");
    if (kind != OPERATOR || operator < NOT || operator > PHRASE) {
      throw in.fault("item", "is of kind " + kind + ", operator " + operator, in.position());
    }
    return new Item(operator, operator == PHRASE ? in.int16("distance") : 0, "");
  }

  private static String operand(WireReader in) {
    int weights = in.int8("weights");
    boolean isPrefix = in.int8("prefix") != 0;
    StringBuilder text = new StringBuilder(Quoting.lexeme(in.cString("lexeme")));
    text.append(weights != 0 || isPrefix ? ":" : "").append(isPrefix ? "*" : "");
    for (int weight = WEIGHTS.length() - 1; weight >= 0; weight--) {
      if ((weights & (1 << weight)) != 0) {
        text.append(WEIGHTS.charAt(weight));
      }
    }
    return text.toString();
  }

  /** An operand, whose operator is 0, or an operator. */
  private record Item(int operator, int distance, String lexeme) {
    int operands() {
      return operator == 0 ? 0 : operator == NOT ? 1 : 2;
    }

    /** Takes the operands off {@code terms} and puts them together. */
    Term join(Deque<Term> terms) {
      if (operator == 0) {
        return new Term(new StringBuilder(lexeme), PRIORITY_OF_OPERAND, false, 0);
      }
      int priority = PRIORITIES.get(operator);
      if (operator == NOT) {
        StringBuilder text = terms.pop().within(priority, false).insert(0, '!');
        return new Term(text, priority, false, text.length());
      }
      boolean isPhrase = operator == PHRASE;
      StringBuilder right = terms.pop().within(priority, isPhrase);
      Term left = terms.pop();
      boolean isCopied = left.priority() < priority;
      StringBuilder text = left.within(priority, false).append(sign()).append(right);
      return new Term(text, priority, isPhrase, isCopied ? text.length() : right.length());
    }

    private String sign() {
      return switch (operator) {
        case AND -> " & ";
        case OR -> " | ";
        default -> distance == 1 ? " <-> " : " <" + distance + "> ";
      };
    }
  }

  /**
   * A part of the query.
   *
   * @param cost how many characters were moved to put it together
   */
  private record Term(StringBuilder text, int priority, boolean isPhrase, int cost) {
    /** Returns the text, in parentheses where the operator around it asks for them. */
    StringBuilder within(int outerPriority, boolean isRightOfPhrase) {
      // The order of phrases matters.
      return priority < outerPriority || (isPhrase && isRightOfPhrase)
          ? text.insert(0, "( ").append(" )")
          : text;
    }
  }
}
