package dev.postgreswire.assertj;

import dev.postgreswire.recording.Exchange;
import dev.postgreswire.recording.MessagePosition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.AbstractIntegerAssert;
import org.assertj.core.description.Description;

/** Assertions on a number of round trips; failures show them. */
public class RoundTripsAssert extends AbstractIntegerAssert<RoundTripsAssert> {
  private Evidence evidence = Evidence.NONE;
  private boolean hollow;

  /** Begins assertions on {@code actual}. */
  public RoundTripsAssert(Integer actual) {
    super(actual, RoundTripsAssert.class);
  }

  final void inherit(Evidence from, Description description, boolean saysNothing) {
    evidence = from;
    hollow = saysNothing;
    info.description(description);
  }

  /** Verifies how many there were. */
  @Override
  public RoundTripsAssert isEqualTo(int expected) {
    return check(actual == expected, "", expected, expected);
  }

  /** Verifies that there were fewer than {@code other}. */
  @Override
  public RoundTripsAssert isLessThan(int other) {
    return check(actual < other, "fewer than ", other - 1, other);
  }

  /** Verifies that there were at most {@code other}. */
  @Override
  public RoundTripsAssert isLessThanOrEqualTo(int other) {
    return check(actual <= other, "at most ", other, other);
  }

  /** Verifies that there were more than {@code other}. */
  @Override
  public RoundTripsAssert isGreaterThan(int other) {
    return check(actual > other, "more than ", other + 1, other);
  }

  /** Verifies that there were at least {@code other}. */
  @Override
  public RoundTripsAssert isGreaterThanOrEqualTo(int other) {
    return check(actual >= other, "at least ", other, other);
  }

  /** Verifies that there were none. */
  @Override
  public RoundTripsAssert isZero() {
    return isEqualTo(0);
  }

  /** Verifies that there was one. */
  @Override
  public RoundTripsAssert isOne() {
    return isEqualTo(1);
  }

  /** Verifies that there was at least one. */
  @Override
  public RoundTripsAssert isPositive() {
    return isGreaterThan(0);
  }

  /** Verifies that there were from {@code fewest} to {@code most}. */
  @Override
  public RoundTripsAssert isBetween(Integer fewest, Integer most) {
    isGreaterThanOrEqualTo((int) fewest);
    return isLessThanOrEqualTo((int) most);
  }

  private RoundTripsAssert check(boolean fits, String comparison, int enough, int expected) {
    if (!hollow && !fits) {
      List<Exchange> trips = RoundTrips.of(evidence.recording());
      String table = Report.table(Kinds.EXCHANGE, evidence, trips, Set.of());
      Optional<MessagePosition> place =
          trips.stream().skip(Math.max(0, enough)).findFirst().flatMap(Places::of);
      String text =
          "Expecting "
              + comparison
              + Texts.count(expected, "round trip")
              + " but there "
              + (actual == 1 ? "was 1" : "were " + actual)
              + (table.isEmpty() ? "" : "\n\n" + table)
              + notCounted();
      throw Failure.of(this, evidence.at(place), text, expected, actual);
    }
    return myself;
  }

  private String notCounted() {
    long pools = evidence.recording().exchanges().stream().filter(RoundTrips::isPools).count();
    return pools == 0 ? "" : "\nnot counted: " + pools + " by the pool";
  }
}
