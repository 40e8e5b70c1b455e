package dev.postgreswire.testing.conformance;

import dev.postgreswire.message.MessageType;

/** From AuthenticationOk to the first ReadyForQuery (PROTOCOL §3.3: INIT). */
final class Start implements Stage {
  private final boolean replication;
  private boolean hasKey;

  Start(boolean replication) {
    this.replication = replication;
  }

  @Override
  public Stage take(Utterance said) throws BrokenRuleException {
    if (said.isFromClient()) {
      if (said.is(MessageType.TERMINATE)) {
        return this;
      }
      throw new BrokenRuleException(
          Rule.SILENT_UNTIL_READY, said, "the server has not been ready yet");
    }
    if (said.isFatal()) {
      return new Over(Rule.FATAL_IS_LAST, "there was a fatal error before");
    }
    return switch (said.type()) {
      case PARAMETER_STATUS, NOTICE_RESPONSE -> this;
      case BACKEND_KEY_DATA -> key(said);
      case READY_FOR_QUERY -> new Dialogue(replication);
      case ERROR_RESPONSE ->
          throw new BrokenRuleException(
              Rule.STARTUP_ERROR_IS_FATAL, said, "the server has not been ready yet");
      default ->
          throw new BrokenRuleException(
              Rule.STARTUP_REPORT, said, "the server has not been ready yet");
    };
  }

  private Stage key(Utterance said) throws BrokenRuleException {
    if (hasKey) {
      throw new BrokenRuleException(Rule.STARTUP_REPORT, said, "there was a key before");
    }
    hasKey = true;
    return this;
  }
}
