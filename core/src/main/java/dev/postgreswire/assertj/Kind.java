package dev.postgreswire.assertj;

import dev.postgreswire.recording.MessagePosition;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What a list is of: how its elements are named, shown in a table, and asserted on.
 *
 * @param one the noun
 * @param many its plural
 * @param assertion the class of assertions on one
 * @param type the class of the elements
 * @param constructor makes an assertion
 * @param header names of columns; those that begin with {@code >} are flush right
 * @param cells the cells of an element, one for each column
 * @param connection the number of an element's connection
 * @param place the message to look at for an element
 * @param <T> the elements
 * @param <A> assertions on one of them
 */
record Kind<T, A extends AbstractWireAssert<A, T>>(
    String one,
    String many,
    Class<A> assertion,
    Class<T> type,
    Function<T, A> constructor,
    List<String> header,
    BiFunction<T, Evidence, List<String>> cells,
    ToIntFunction<T> connection,
    BiFunction<T, Evidence, Optional<MessagePosition>> place) {
  /** Returns such as {@code 1 statement}, {@code no errors}. */
  String count(int count) {
    return switch (count) {
      case 0 -> "no " + many;
      case 1 -> "1 " + one;
      default -> count + " " + many;
    };
  }
}
