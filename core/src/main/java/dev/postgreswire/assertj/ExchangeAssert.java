package dev.postgreswire.assertj;

import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.recording.Exchange;
import java.util.Optional;

/** Assertions on an exchange: what is sent up to a Query or Sync, and all that is answered. */
public class ExchangeAssert extends AbstractWireAssert<ExchangeAssert, Exchange> {
  /** Begins assertions on {@code actual}. */
  public ExchangeAssert(Exchange actual) {
    super(actual, ExchangeAssert.class, Kinds.EXCHANGE);
  }

  /** Verifies what it is about. */
  public ExchangeAssert hasKind(Exchange.Kind kind) {
    return meets(Criterion.equal("kind", kind, Exchange::kind));
  }

  /** Verifies that all has come that was to come. */
  public ExchangeAssert isComplete() {
    return meets(
        Criterion.that(
            "complete", "to be complete", Exchange::isComplete, e -> "its answer has not ended"),
        Places::end);
  }

  /** Verifies what its ReadyForQuery says. */
  public ExchangeAssert hasStatus(TransactionStatus status) {
    return meets(Criterion.equal("status", Optional.of(status), Exchange::status), Places::end);
  }

  /** Verifies how many statements it asked for, of any origin. */
  public ExchangeAssert hasStatements(int count) {
    return meets(Criterion.equal("count of statements", count, e -> e.statements().size()));
  }

  /** Goes on to its statements, of any origin. */
  public StatementsAssert statements() {
    return parts(StatementsAssert.class, Exchange::statements, StatementsAssert::new);
  }

  /** Goes on to its errors. */
  public ErrorsAssert errors() {
    return parts(ErrorsAssert.class, Exchange::errors, ErrorsAssert::new);
  }

  /** Goes on to its raw messages; their sequence differs between releases of a driver. */
  public MessagesAssert messages() {
    return parts(MessagesAssert.class, Exchange::messages, MessagesAssert::new);
  }
}
