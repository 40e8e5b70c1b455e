package dev.postgreswire.assertj;

import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.Transaction;
import java.util.List;

/** The statements of a transaction. */
final class TransactionText {
  private TransactionText() {}

  static List<Statement> ofApplication(Transaction transaction) {
    return transaction.statements().stream()
        .filter(statement -> statement.origin() == Origin.APPLICATION)
        .toList();
  }

  /** Returns such as {@code 2 (and 2 by driver or pool)}. */
  static String statements(Transaction transaction) {
    int own = ofApplication(transaction).size();
    int others = transaction.statements().size() - own;
    return own + (others == 0 ? "" : " (and " + others + " by driver or pool)");
  }
}
