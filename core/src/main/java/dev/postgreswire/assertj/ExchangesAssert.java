package dev.postgreswire.assertj;

import dev.postgreswire.recording.Exchange;
import java.util.List;

/** Assertions on exchanges, most of which are round trips. */
public class ExchangesAssert
    extends AbstractListWireAssert<
        ExchangesAssert, List<? extends Exchange>, Exchange, ExchangeAssert> {
  /** Begins assertions on {@code actual}. */
  public ExchangesAssert(List<? extends Exchange> actual) {
    super(actual, ExchangesAssert.class, Kinds.EXCHANGE);
  }

  @Override
  ExchangesAssert create(List<? extends Exchange> elements) {
    return new ExchangesAssert(elements);
  }

  @Override
  ExchangesAssert narrowed(List<? extends Exchange> elements) {
    return evidence().list(ExchangesAssert.class, elements, ExchangesAssert::new, this);
  }
}
