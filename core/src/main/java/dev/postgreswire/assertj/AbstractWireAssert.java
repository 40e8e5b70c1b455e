package dev.postgreswire.assertj;

import dev.postgreswire.recording.MessagePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
        throw failure(criterion);
      }
      asked.add(criterion);
    }
    return myself;
  }

  /** Fails unless the element meets {@code criterion}, which the message at {@code place} shows. */
  final S meets(Criterion<T> criterion, Function<T, Optional<MessagePosition>> place) {
    return meets(criterion.shownBy(place));
  }

  private AssertionError failure(Criterion<T> missed) {
    String text = Report.ofElement(kind, evidence, siblings, actual, List.copyOf(asked), missed);
    return Failure.of(this, near(missed), text, missed.expected(), missed.actual().apply(actual));
  }

  /** Returns the evidence, looking at what shows best whether the criterion is met. */
  private Evidence near(Criterion<T> criterion) {
    return evidence.at(
        criterion.place().apply(actual).or(() -> kind.place().apply(actual, evidence)));
  }

  /** Returns whether assertions can go on to a part of this element; if not, that is reported. */
  private boolean leadsOn(Criterion<T> criterion) {
    if (hollow) {
      return false;
    }
    isNotNull();
    boolean met = criterion.isMetBy(actual);
    if (!met) {
      evidence.opener().fail(failure(criterion));
    }
    return met;
  }

  /** Goes on to a part of this element, which is there if the element meets {@code criterion}. */
  final <A extends AbstractWireAssert<A, P>, P> A part(
      Criterion<T> criterion, Kind<P, A> next, Function<T, P> part) {
    if (!leadsOn(criterion)) {
      return evidence.hollow(next);
    }
    P found = part.apply(actual);
    return near(criterion).element(next, found, List.of(found), this);
  }

  /** Goes on to a list in this element, which is there if the element meets {@code criterion}. */
  final <A extends AbstractAssert<?, ?>, P> A parts(
      Criterion<T> criterion,
      Class<A> assertion,
      Function<T, List<P>> part,
      Function<List<P>, A> constructor) {
    return leadsOn(criterion)
        ? near(criterion).list(assertion, part.apply(actual), constructor, this)
        : evidence.hollowList(assertion, constructor, this);
  }

  /** Goes on to a list in this element. */
  final <A extends AbstractAssert<?, ?>, P> A parts(
      Class<A> assertion, Function<T, List<P>> part, Function<List<P>, A> constructor) {
    return parts(Criterion.that("", "", any -> true, any -> ""), assertion, part, constructor);
  }
}
