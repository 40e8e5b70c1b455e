package dev.postgreswire.testing.conformance;

/** A part of a session with rules of its own. */
interface Stage {
  /** Takes what is said next, and returns the stage of what comes after it. */
  Stage take(Utterance said) throws BrokenRuleException;

  /** Returns whether what is said is checked at all. */
  default boolean isChecked() {
    return true;
  }
}
