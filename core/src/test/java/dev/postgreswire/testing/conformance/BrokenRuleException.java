package dev.postgreswire.testing.conformance;

/** A message breaks a rule. */
final class BrokenRuleException extends Exception {
  private static final long serialVersionUID = 1;

  private final Rule rule;

  BrokenRuleException(Rule rule, Utterance utterance, String instead) {
    super(utterance + ", but " + instead);
    this.rule = rule;
  }

  Rule rule() {
    return rule;
  }
}
