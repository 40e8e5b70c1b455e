package dev.postgreswire.assertj;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractListAssert;

/**
 * What assertions on a list of a recording have in common: all that AssertJ has for lists, failures
 * that show the list as a table, and elements with assertions of their own.
 *
 * @param <S> the class of the assertions itself
 * @param <A> the list
 * @param <T> its elements
 * @param <E> the assertions on an element
 */
public abstract class AbstractListWireAssert<
        S extends AbstractListWireAssert<S, A, T, E>,
        A extends List<? extends T>,
        T,
        E extends AbstractWireAssert<E, T>>
    extends AbstractListAssert<S, A, T, E> {
  private final Kind<T, E> kind;

  AbstractListWireAssert(A actual, Class<S> self, Kind<T, E> kind) {
    super(actual, self);
    this.kind = kind;
    info.useRepresentation(WireRepresentation.INSTANCE);
  }

  abstract S create(List<? extends T> elements);

  /** Returns the assertions on some of the elements. */
  abstract S narrowed(List<? extends T> elements);

  /** Returns which elements are to blame when there are too many, and none when nobody knows. */
  Set<Integer> suspects() {
    return Set.of();
  }

  /** Returns more about too many elements; empty when there is no more to say. */
  String suspicion() {
    return "";
  }

  final Evidence evidence() {
    return actual instanceof EvidentList<?> list ? list.evidence() : Evidence.NONE;
  }

  final boolean isHollow() {
    return actual instanceof EvidentList<?> list && list.isHollow();
  }

  final Kind<T, E> kind() {
    return kind;
  }

  @Override
  protected E toAssert(T value, String description) {
    return evidence().with(Opener.HARD).element(kind, value, actual, this);
  }

  @Override
  protected S newAbstractIterableAssert(Iterable<? extends T> iterable) {
    List<T> elements = new ArrayList<>();
    iterable.forEach(elements::add);
    return create(new EvidentList<>(elements, evidence()));
  }

  /** Verifies that there is at least one, and goes on to the first. */
  @Override
  public E first() {
    return at(0, "at least 1 " + kind.one(), true);
  }

  /** Verifies that there is at least one, and goes on to the last. */
  @Override
  public E last() {
    return at(size0() - 1, "at least 1 " + kind.one(), true);
  }

  /** Verifies that there are more than {@code index}, and goes on to the one there, from 0. */
  @Override
  public E element(int index) {
    return at(index, "at least " + kind.count(index + 1), true);
  }

  /** Verifies that there is exactly one, and goes on to it. */
  @Override
  public E singleElement() {
    return at(0, "exactly 1 " + kind.one(), size0() == 1);
  }

  private E at(int index, String wanted, boolean sizeFits) {
    if (isHollow()) {
      return evidence().hollow(kind);
    }
    isNotNull();
    if (index >= 0 && index < actual.size() && sizeFits) {
      return evidence().element(kind, actual.get(index), actual, this);
    }
    evidence().opener().fail(failure(wanted, suspects(), index + 1));
    return evidence().hollow(kind);
  }

  private int size0() {
    return actual == null ? 0 : actual.size();
  }

  /** Verifies how many there are. */
  @Override
  public S hasSize(int expected) {
    return counted(size0() == expected, kind.count(expected), expected);
  }

  /** Verifies that there are none. */
  @Override
  public void isEmpty() {
    isNotNull();
    if (!isHollow() && !actual.isEmpty()) {
      throw failure(kind.count(0), all(), 0);
    }
  }

  /** Verifies that there is at least one. */
  @Override
  public S isNotEmpty() {
    return counted(size0() > 0, "at least 1 " + kind.one(), 0);
  }

  /** Verifies that there are more than {@code boundary}. */
  @Override
  public S hasSizeGreaterThan(int boundary) {
    return counted(size0() > boundary, "more than " + kind.count(boundary), boundary);
  }

  /** Verifies that there are at least {@code boundary}. */
  @Override
  public S hasSizeGreaterThanOrEqualTo(int boundary) {
    return counted(size0() >= boundary, "at least " + kind.count(boundary), boundary);
  }

  /** Verifies that there are fewer than {@code boundary}. */
  @Override
  public S hasSizeLessThan(int boundary) {
    return counted(size0() < boundary, "fewer than " + kind.count(boundary), boundary - 1);
  }

  /** Verifies that there are at most {@code boundary}. */
  @Override
  public S hasSizeLessThanOrEqualTo(int boundary) {
    return counted(size0() <= boundary, "at most " + kind.count(boundary), boundary);
  }

  /**
   * Counts.
   *
   * @param enough the index of the first that is one too many
   */
  private S counted(boolean fits, String wanted, int enough) {
    if (!isHollow()) {
      isNotNull();
      if (!fits) {
        throw failure(wanted, suspects(), enough);
      }
    }
    return myself;
  }

  private Set<Integer> all() {
    return IntStream.range(0, actual.size()).boxed().collect(Collectors.toSet());
  }

  private AssertionError failure(String wanted, Set<Integer> marked, int enough) {
    String found = kind.count(actual.size());
    String text =
        "Expecting "
            + wanted
            + " but there "
            + (actual.size() == 1 ? "was " : "were ")
            + (actual.isEmpty() ? "none" : actual.size())
            + suspicion();
    String table = Report.table(kind, evidence(), actual, marked);
    Optional<Integer> blamed =
        marked.stream()
            .min(Integer::compare)
            .or(() -> Optional.of(enough).filter(index -> index >= 0 && index < actual.size()));
    return failure(table.isEmpty() ? text : text + "\n\n" + table, wanted, found, blamed);
  }

  final AssertionError failure(String text, String wanted, String found, Optional<Integer> blamed) {
    return Failure.of(this, evidenceAt(blamed), text, wanted, found);
  }

  /** Returns the evidence, looking at one of the elements. */
  final Evidence evidenceAt(Optional<Integer> index) {
    return evidence().at(index.flatMap(i -> kind.place().apply(actual.get(i), evidence())));
  }
}
