package dev.postgreswire.assertj;

import java.util.function.Function;
import org.assertj.core.api.SoftAssertionsProvider;

/** How the next assertion object is made, and what becomes of a failure on the way to it. */
interface Opener {
  /** Failures are thrown. */
  Opener HARD = new Hard();

  /** Returns a new assertion object of a class whose constructor takes one {@code type}. */
  <A, T> A open(Class<A> assertion, Class<?> type, T actual, Function<T, A> constructor);

  /** Reports a failure; when it returns, assertions go on. */
  void fail(AssertionError failure);

  /** Failures are collected. */
  static Opener soft(SoftAssertionsProvider softly) {
    return new Soft(softly);
  }

  /** Throws. */
  final class Hard implements Opener {
    @Override
    public <A, T> A open(Class<A> assertion, Class<?> type, T actual, Function<T, A> constructor) {
      return constructor.apply(actual);
    }

    @Override
    public void fail(AssertionError failure) {
      throw failure;
    }
  }

  /**
   * Collects.
   *
   * @param softly where
   */
  record Soft(SoftAssertionsProvider softly) implements Opener {
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public <A, T> A open(Class<A> assertion, Class<?> type, T actual, Function<T, A> constructor) {
      return (A) softly.proxy((Class) assertion, (Class) type, actual);
    }

    @Override
    public void fail(AssertionError failure) {
      softly.collectAssertionError(failure);
    }
  }
}
