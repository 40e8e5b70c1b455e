package dev.postgreswire.testing.conformance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Takes what is said on one connection, message by message from the first on, both sides in the
 * order in which nothing comes before its cause, and tells where it breaks a {@link Rule}.
 *
 * <p>What is encrypted, or comes after bytes that are missing, is not checked. Of one connection
 * one fault is told: after it nobody knows what is meant.
 */
public final class ConformanceChecker {
  private static final int LAST = 12;

  private final Deque<Utterance> last = new ArrayDeque<>();
  private Stage stage = new Opening();
  private int checked;

  /**
   * A rule that was broken.
   *
   * @param rule which one
   * @param story what was said, what should have been, and what was said before
   */
  public record Violation(Rule rule, String story) {
    /** Returns all of it. */
    @Override
    public String toString() {
      return rule + ": " + rule.sentence() + System.lineSeparator() + story;
    }
  }

  /** Takes what is said next; returns the rule that it breaks. */
  public Optional<Violation> take(Utterance said) {
    switch (said.type()) {
      case UNDECODED, TLS_RECORD, GSS_PACKET -> giveUp();
      default -> {}
    }
    if (!stage.isChecked()) {
      return Optional.empty();
    }
    checked++;
    if (last.size() == LAST) {
      last.remove();
    }
    last.add(said);
    try {
      stage = stage.take(said);
      return Optional.empty();
    } catch (BrokenRuleException e) {
      giveUp();
      return Optional.of(new Violation(e.rule(), e.getMessage() + story()));
    }
  }

  private String story() {
    StringBuilder text = new StringBuilder("; the last messages:");
    last.forEach(said -> text.append(System.lineSeparator()).append("    ").append(said));
    return text.toString();
  }

  /** From here on nobody can tell: messages are missing. */
  public void giveUp() {
    stage = new Unchecked();
  }

  /** Returns whether what comes next is checked. */
  public boolean isChecking() {
    return stage.isChecked();
  }

  /** Returns how many messages were checked. */
  public int checked() {
    return checked;
  }
}
