package dev.postgreswire.testing.conformance;

import dev.postgreswire.testing.conformance.ConformanceChecker.Violation;
import java.util.Optional;

/** One connection of some recording, checked as its messages come. */
public final class WatchedConnection {
  private final Conformance conformance;
  private final String name;
  private final boolean excused;
  private final ConformanceChecker checker = new ConformanceChecker();

  WatchedConnection(Conformance conformance, String name, boolean excused) {
    this.conformance = conformance;
    this.name = name;
    this.excused = excused;
  }

  /** Takes its next message. */
  public void take(Utterance said) {
    if (!checker.isChecking()) {
      return;
    }
    Optional<Violation> violation = checker.take(said);
    violation.ifPresent(it -> conformance.broken(name, excused, it));
    if (checker.isChecking()) {
      conformance.counted();
    } else if (violation.isEmpty()) {
      conformance.givenUp();
    }
  }

  /** What comes next cannot be checked: messages are missing. */
  public void giveUp() {
    if (checker.isChecking()) {
      checker.giveUp();
      conformance.givenUp();
    }
  }

  /** Returns whether what comes next is checked. */
  public boolean isChecking() {
    return checker.isChecking();
  }
}
