package dev.postgreswire.junit;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.assertj.PostgresWireAssert;

/** What each annotation that starts with {@code ExpectWire} verifies, in the words of the assertions. */
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
    expect(said, wire)
        .errors()
        .anySatisfy(error -> assertThat(error).hasSqlState(said.value()));
  }

  static void authentication(ExpectWireAuthentication said, PostgresWire wire) {
    expect(said, wire)
        .connections()
        .allSatisfy(connection -> assertThat(connection).authenticatedWith(said.value()));
  }

  static void tls(ExpectWireTls said, PostgresWire wire) {
    expect(said, wire).connections().allSatisfy(connection -> assertThat(connection).usedTls());
  }

  static void committed(ExpectWireCommitted said, PostgresWire wire) {
    expect(said, wire)
        .transactions()
        .isNotEmpty()
        .allSatisfy(transaction -> assertThat(transaction).isCommitted());
  }

  /** Begins with the annotation, so that a failure says who expected what. */
  private static PostgresWireAssert expect(Object said, PostgresWire wire) {
    return assertThat(wire).as("%s", Expectations.text(said));
  }
}
