package dev.postgreswire.assertj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The text of failures, with the times in it scrubbed. */
final class FailureText {
  private FailureText() {}

  static String of(ThrowingCallable assertion) {
    AssertionError error = catchThrowableOfType(AssertionError.class, assertion);
    assertThat(error).as("the failure").isNotNull();
    return scrubbed(error.getMessage());
  }

  static String scrubbed(String text) {
    return text.replaceAll(" +\\d+\\.\\d(?=  )", "     0.0");
  }

  /** Verifies that an assertion passes, and that another fails with a text that contains these. */
  static <A> void check(Supplier<A> begin, Consumer<A> passes, Consumer<A> fails, String... texts) {
    passes.accept(begin.get());
    assertThat(of(() -> fails.accept(begin.get()))).contains(texts);
  }
}
