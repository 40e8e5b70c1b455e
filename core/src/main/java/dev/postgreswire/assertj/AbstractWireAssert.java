package dev.postgreswire.assertj;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/**
 * What assertions on one element of a recording have in common: when one fails it tells which of
 * those before it in the chain were met, and whether another element would have met more.
 *
 * @param <S> the class of the assertions itself
 * @param <T> the element
 */
public abstract class AbstractWireAssert<S extends AbstractWireAssert<S, T>, T>
    extends AbstractAssert<S, T> {
  private final Kind<T, S> kind;
  private final List<Criterion<T>> asked = new ArrayList<>();
  private Evidence evidence = Evidence.NONE;
  private List<? extends T> siblings = List.of();
  private boolean hollow;

  AbstractWireAssert(T actual, Class<S> self, Kind<T, S> kind) {
    super(actual, self);
    this.kind = kind;
    info.useRepresentation(WireRepresentation.INSTANCE);
  }

  final void inherit(Evidence from, List<? extends T> neighbours, boolean saysNothing) {
    evidence = from;
    siblings = neighbours;
    hollow = saysNothing;
  }

  final Evidence evidence() {
    return evidence;
  }

  /** Fails unless the element meets {@code criterion}. */
  final S meets(Criterion<T> criterion) {
    if (!hollow) {
      isNotNull();
      if (!criterion.isMetBy(actual)) {
        String text =
            Report.ofElement(kind, evidence, siblings, actual, List.copyOf(asked), criterion);
        throw Failure.of(
            this, evidence, text, criterion.expected(), criterion.actual().apply(actual));
      }
      asked.add(criterion);
    }
    return myself;
  }

  /** Goes on to a part of this element. */
  final <A extends AbstractWireAssert<A, P>, P> A part(Kind<P, A> next, P part) {
    return hollow ? evidence.hollow(next) : evidence.element(next, part, List.of(part), this);
  }

  final boolean isHollow() {
    return hollow;
  }
}
