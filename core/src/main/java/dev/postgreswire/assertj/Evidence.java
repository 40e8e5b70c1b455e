package dev.postgreswire.assertj;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.recording.MessagePosition;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.Transaction;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * What an assertion knows beside the object it is about, handed on from assertion to assertion: the
 * recording, where it comes from, where in it to look, and how the next assertion is made.
 */
final class Evidence {
  /** Of an assertion that begins at a part of a recording. */
  static final Evidence NONE = of(Recording.of(List.of()), Source.UNKNOWN);

  private final Recording recording;
  private final Source source;
  private final Opener opener;
  private final Optional<MessagePosition> place;
  private IdentityHashMap<Statement, Integer> transactionNumbers;

  private Evidence(
      Recording recording, Source source, Opener opener, Optional<MessagePosition> place) {
    this.recording = recording;
    this.source = source;
    this.opener = opener;
    this.place = place;
  }

  /** Takes the recording of {@code wire}, which is a barrier. */
  static Evidence of(PostgresWire wire) {
    return wire == null ? NONE : of(wire.recording(), Source.of(wire));
  }

  static Evidence of(Recording recording) {
    return recording == null ? NONE : of(recording, Source.UNKNOWN);
  }

  static Evidence of(Recording recording, Source source) {
    return new Evidence(recording, source, Opener.HARD, Optional.empty());
  }

  /** Begins assertions on a part of a recording, their failures collected. */
  static <A extends AbstractWireAssert<A, T>, T> A begin(
      SoftAssertionsProvider softly, Kind<T, A> kind, T element) {
    A next = softly.proxy(kind.assertion(), kind.type(), element);
    next.inherit(NONE.with(Opener.soft(softly)), List.of(), false);
    return next;
  }

  Evidence with(Opener next) {
    return new Evidence(recording, source, next, place);
  }

  /** Returns the same, looking at {@code nearer}; where that is nowhere, at what it looked at. */
  Evidence at(Optional<MessagePosition> nearer) {
    return nearer.isEmpty() ? this : new Evidence(recording, source, opener, nearer);
  }

  /** Returns what to say at the end of a failure. */
  String footnote() {
    return source.footnote().apply(place.flatMap(it -> Places.shown(recording, it)));
  }

  Recording recording() {
    return recording;
  }

  Source source() {
    return source;
  }

  Opener opener() {
    return opener;
  }

  /** Returns the number of the explicit transaction that a statement is in, from 1; 0 for none. */
  int transactionNumber(Statement statement) {
    if (transactionNumbers == null) {
      IdentityHashMap<Statement, Integer> numbers = new IdentityHashMap<>();
      int number = 0;
      for (Transaction transaction : recording.transactions()) {
        if (!transaction.isImplicit()) {
          int current = ++number;
          transaction.statements().forEach(each -> numbers.put(each, current));
        }
      }
      transactionNumbers = numbers;
    }
    return transactionNumbers.getOrDefault(statement, 0);
  }

  /** Returns the assertions on a list, which carries this along. */
  <A extends AbstractAssert<?, ?>, T> A list(
      Class<A> assertion,
      List<? extends T> elements,
      Function<List<T>, A> constructor,
      AbstractAssert<?, ?> from) {
    return open(assertion, new EvidentList<T>(List.copyOf(elements), this), constructor, from);
  }

  /** Returns assertions on a list that say nothing: why has been said already. */
  <A extends AbstractAssert<?, ?>, T> A hollowList(
      Class<A> assertion, Function<List<T>, A> constructor, AbstractAssert<?, ?> from) {
    return open(assertion, new EvidentList<T>(List.of(), this, true), constructor, from);
  }

  private <A extends AbstractAssert<?, ?>, T> A open(
      Class<A> assertion,
      List<T> list,
      Function<List<T>, A> constructor,
      AbstractAssert<?, ?> from) {
    A next = opener.open(assertion, List.class, list, constructor);
    next.info.description(from.info.description());
    return next;
  }

  /** Returns the assertions on {@code element}, one of {@code siblings}. */
  <A extends AbstractWireAssert<A, T>, T> A element(
      Kind<T, A> kind, T element, List<? extends T> siblings, AbstractAssert<?, ?> from) {
    A next = opener.open(kind.assertion(), kind.type(), element, kind.constructor());
    next.info.description(from.info.description());
    next.inherit(this, siblings, false);
    return next;
  }

  /** Returns assertions that say nothing: why has been said already. */
  <A extends AbstractWireAssert<A, T>, T> A hollow(Kind<T, A> kind) {
    A next = opener.open(kind.assertion(), kind.type(), null, kind.constructor());
    next.inherit(this, List.of(), true);
    return next;
  }
}
