package dev.postgreswire.recording.filter;

import java.util.List;

/**
 * A test of messages. Immutable.
 *
 * <pre>
 * pgsql.query contains "orders" and rtt > 5ms
 * sqlstate in {23505, 40001..40003} || error
 * not (phase == startup or phase == authentication)
 * insert customer
 * </pre>
 *
 * <ul>
 *   <li>A comparison is a field, an operator and a value: {@code == != < <= > >=} or {@code eq ne
 *       lt le gt ge}, {@code contains}, {@code matches} or {@code ~}, {@code in {a, b, 1..5}}. Of a
 *       field that is there several times one has to fit, and with {@code !=} all; of a field that
 *       is not there none does.
 *   <li>A field alone asks whether it is there. A string alone is searched for in all of the
 *       message, whatever its case.
 *   <li>{@code not} or {@code !} binds most, then {@code and} or {@code &&}, then {@code or} or
 *       {@code ||}; parentheses group.
 *   <li>Without any operator, parenthesis or quote it is a search for text, in which all words have
 *       to be; a single word that is a field's name asks whether the field is there.
 *   <li>A value is a word, a number ({@code 5}, {@code 0x1f}), a time ({@code 5ms}, {@code 1.5s};
 *       ns, us, ms, s, m, h), or a string between double or single quotes with {@code \" \' \\ \n
 *       \r \t \xHH \}{@code uHHHH}; any other backslash stays.
 *   <li>{@code matches} takes a regular expression as {@link Regex} has it, and finds it whatever
 *       its case; all other comparisons of text go by case.
 * </ul>
 */
public final class Filter {
  private final String text;
  private final Test test;

  /** Knows the values of one message. */
  public interface Values {
    /**
     * Returns the values that a source has in the message, each a {@code Number} or a {@code
     * String}; none if the message has no such thing.
     */
    List<Object> get(String source);
  }

  /** A part of a filter. */
  interface Test {
    boolean matches(Values values);
  }

  private Filter(String text, Test test) {
    this.text = text;
    this.test = test;
  }

  /**
   * Returns the filter that {@code text} says; an empty one fits everything.
   *
   * @throws FilterSyntaxException when it is none
   */
  public static Filter parse(String text) {
    return new Filter(text, new Parser(text).parse());
  }

  /**
   * Returns whether a message fits.
   *
   * @throws FilterTooCostlyException when a regular expression would take forever
   */
  public boolean matches(Values values) {
    return test.matches(values);
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return text;
  }
}
