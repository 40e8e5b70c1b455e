package dev.postgreswire.assertj;

import dev.postgreswire.recording.Transaction;
import java.util.Locale;
import java.util.Optional;

/** Assertions on a transaction. */
public class TransactionAssert extends AbstractWireAssert<TransactionAssert, Transaction> {
  /** Begins assertions on {@code actual}. */
  public TransactionAssert(Transaction actual) {
    super(actual, TransactionAssert.class, Kinds.TRANSACTION);
  }

  /** Verifies that its work is there to stay. */
  public TransactionAssert isCommitted() {
    return ended("to be committed", Transaction.Outcome.COMMITTED);
  }

  /** Verifies that its work was undone, by ROLLBACK or because of an error. */
  public TransactionAssert isRolledBack() {
    return ended("to be rolled back", Transaction.Outcome.ROLLED_BACK);
  }

  /** Verifies that it has not ended. */
  public TransactionAssert isOpen() {
    return ended("to be open", Transaction.Outcome.OPEN);
  }

  private TransactionAssert ended(String phrase, Transaction.Outcome outcome) {
    return meets(
        new Criterion<>(
            "outcome",
            phrase,
            transaction -> "was " + Texts.words(transaction.outcome()),
            transaction -> transaction.outcome() == outcome,
            outcome,
            Transaction::outcome),
        Places::end);
  }

  /** Verifies that it was asked to be read-only, by its own text or by the session's. */
  public TransactionAssert isReadOnly() {
    return meets(
        Criterion.that(
            "read only",
            "to be read only",
            transaction -> transaction.isReadOnly().orElse(false),
            TransactionAssert::access));
  }

  /** Verifies that it was not asked to be read-only. */
  public TransactionAssert isReadWrite() {
    return meets(
        Criterion.that(
            "read write",
            "to be read write",
            transaction -> !transaction.isReadOnly().orElse(false),
            TransactionAssert::access));
  }

  private static String access(Transaction transaction) {
    return transaction
        .isReadOnly()
        .map(only -> only ? "was read only" : "was read write")
        .orElse("nothing was said about it");
  }

  /** Verifies the isolation level that was asked for, such as {@code REPEATABLE READ}. */
  public TransactionAssert hasIsolation(String level) {
    String wanted = Texts.line(level).toUpperCase(Locale.ROOT);
    return meets(Criterion.equal("isolation", Optional.of(wanted), Transaction::isolation));
  }

  /** Verifies that nobody said BEGIN. */
  public TransactionAssert isImplicit() {
    return meets(
        Criterion.that(
            "implicit", "to be implicit", Transaction::isImplicit, TransactionAssert::begin));
  }

  /** Verifies that somebody said BEGIN. */
  public TransactionAssert isExplicit() {
    return meets(
        Criterion.that(
            "explicit",
            "to be explicit",
            transaction -> !transaction.isImplicit(),
            TransactionAssert::begin));
  }

  private static String begin(Transaction transaction) {
    return transaction.isImplicit() ? "was implicit" : "was explicit";
  }

  /** Verifies how many statements of the application it has: BEGIN and COMMIT do not count. */
  public TransactionAssert hasStatements(int count) {
    return meets(
        new Criterion<>(
            "statements",
            "to have " + Texts.count(count, "statement"),
            transaction -> "had " + TransactionText.statements(transaction),
            transaction -> TransactionText.ofApplication(transaction).size() == count,
            count,
            transaction -> TransactionText.ofApplication(transaction).size()));
  }

  /** Goes on to its statements of the application, without BEGIN and COMMIT. */
  public StatementsAssert statements() {
    return parts(StatementsAssert.class, TransactionText::ofApplication, StatementsAssert::new);
  }
}
