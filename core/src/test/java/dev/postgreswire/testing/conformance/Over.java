package dev.postgreswire.testing.conformance;

/** The server says nothing any more. What the client says was under way. */
final class Over implements Stage {
  private final Rule rule;
  private final String why;

  Over(Rule rule, String why) {
    this.rule = rule;
    this.why = why;
  }

  @Override
  public Stage take(Utterance said) throws BrokenRuleException {
    if (!said.isFromClient() || rule == Rule.CANCEL_IS_ALL) {
      throw new BrokenRuleException(rule, said, why);
    }
    return this;
  }
}
