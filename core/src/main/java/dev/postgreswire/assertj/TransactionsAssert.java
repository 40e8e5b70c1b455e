package dev.postgreswire.assertj;

import dev.postgreswire.recording.Transaction;
import java.util.List;

/** Assertions on transactions. */
public class TransactionsAssert
    extends AbstractListWireAssert<
        TransactionsAssert, List<? extends Transaction>, Transaction, TransactionAssert> {
  /** Begins assertions on {@code actual}. */
  public TransactionsAssert(List<? extends Transaction> actual) {
    super(actual, TransactionsAssert.class, Kinds.TRANSACTION);
  }

  @Override
  TransactionsAssert create(List<? extends Transaction> elements) {
    return new TransactionsAssert(elements);
  }

  @Override
  TransactionsAssert narrowed(List<? extends Transaction> elements) {
    return evidence().list(TransactionsAssert.class, elements, TransactionsAssert::new, this);
  }
}
