package dev.postgreswire.junit;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.assertj.AbstractListWireAssert;
import dev.postgreswire.assertj.AbstractWireAssert;
import dev.postgreswire.assertj.ConnectionAssert;
import dev.postgreswire.assertj.PostgresWireAssert;
import dev.postgreswire.assertj.TransactionAssert;
import dev.postgreswire.assertj.TransactionsAssert;
import dev.postgreswire.recording.Origin;
import dev.postgreswire.recording.Transaction;
import java.util.List;
import java.util.function.Consumer;

/**
 * What each annotation that starts with {@code ExpectWire} verifies, in the words of the
 * assertions.
 */
final class WireChecks {
  private WireChecks() {}

  static void noConnections(ExpectWireNoConnections said, PostgresWire wire) {
    expect(said, wire).hasNoConnections();
  }

  static void noStatements(ExpectWireNoStatements said, PostgresWire wire) {
    expect(said, wire).hasNoStatements();
  }

  static void statements(ExpectWireStatements said, PostgresWire wire) {
    PostgresWireAssert expected = expect(said, wire);
    if (said.value() != ExpectWireStatements.UNSAID) {
      expected.statements().hasSize(said.value());
    }
    if (said.atMost() != ExpectWireStatements.UNSAID) {
      expected.statements().hasSizeLessThanOrEqualTo(said.atMost());
    }
    if (said.select() != ExpectWireStatements.UNSAID) {
      expected.selects().hasSize(said.select());
    }
    if (said.insert() != ExpectWireStatements.UNSAID) {
      expected.inserts().hasSize(said.insert());
    }
    if (said.update() != ExpectWireStatements.UNSAID) {
      expected.updates().hasSize(said.update());
    }
    if (said.delete() != ExpectWireStatements.UNSAID) {
      expected.deletes().hasSize(said.delete());
    }
  }

  static void roundTrips(ExpectWireRoundTrips said, PostgresWire wire) {
    expect(said, wire).hasAtMostRoundTrips(said.atMost());
  }

  static void noRepeats(ExpectWireNoRepeatedStatements said, PostgresWire wire) {
    expect(said, wire).hasNoRepeatedStatements();
  }

  static void noErrors(ExpectWireNoErrors said, PostgresWire wire) {
    expect(said, wire).errors().isEmpty();
  }

  static void error(ExpectWireError said, PostgresWire wire) {
    expect(said, wire).errors().anySatisfy(error -> assertThat(error).hasSqlState(said.value()));
  }

  static void authentication(ExpectWireAuthentication said, PostgresWire wire) {
    each(expect(said, wire).connections(), it -> it.authenticatedWith(said.value()));
  }

  static void tls(ExpectWireTls said, PostgresWire wire) {
    each(expect(said, wire).connections(), ConnectionAssert::usedTls);
  }

  static void committed(ExpectWireCommitted said, PostgresWire wire) {
    TransactionsAssert transactions =
        expect(said, wire).transactions().filteredOn(WireChecks::isOfApplication).isNotEmpty();
    each(transactions, TransactionAssert::isCommitted);
  }

  private static boolean isOfApplication(Transaction transaction) {
    return transaction.statements().stream()
        .anyMatch(statement -> statement.origin() == Origin.APPLICATION);
  }

  /** Verifies each element by itself: its failure shows all of them, with an arrow at that one. */
  private static <T, A extends AbstractWireAssert<A, T>> void each(
      AbstractListWireAssert<?, ? extends List<? extends T>, T, A> elements,
      Consumer<A> requirement) {
    int size = elements.actual().size();
    for (int i = 0; i < size; i++) {
      requirement.accept(elements.element(i));
    }
  }

  /** Begins with the annotation, so that a failure says who expected what. */
  private static PostgresWireAssert expect(Object said, PostgresWire wire) {
    return assertThat(wire).as("%s", Expectations.text(said));
  }
}
