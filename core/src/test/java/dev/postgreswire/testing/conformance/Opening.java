package dev.postgreswire.testing.conformance;

import dev.postgreswire.message.MessageType;
import java.util.EnumSet;
import java.util.Set;

/** From the first byte to the startup packet (PROTOCOL §2 and §3.3: PRE and NEG). */
final class Opening implements Stage {
  private final Set<MessageType> asked = EnumSet.noneOf(MessageType.class);
  private MessageType unanswered;
  private boolean encrypted;

  @Override
  public Stage take(Utterance said) throws BrokenRuleException {
    return said.isFromClient() ? fromClient(said) : fromServer(said);
  }

  private Stage fromClient(Utterance said) throws BrokenRuleException {
    if (unanswered != null) {
      throw new BrokenRuleException(
          Rule.SILENT_UNTIL_ENCRYPTED,
          said,
          "the server has not answered " + unanswered.protocolName());
    }
    return switch (said.type()) {
      case STARTUP_MESSAGE -> new Login(said.detail().equals("replication"));
      case SSL_REQUEST, GSSENC_REQUEST -> ask(said);
      case CANCEL_REQUEST ->
          new Over(Rule.CANCEL_IS_ALL, "this connection was there to cancel another one's query");
      default ->
          throw new BrokenRuleException(Rule.STARTUP_FIRST, said, "there was no startup packet");
    };
  }

  private Stage ask(Utterance said) throws BrokenRuleException {
    if (encrypted || !asked.add(said.type())) {
      throw new BrokenRuleException(
          Rule.ENCRYPTION_ASKED_ONCE,
          said,
          encrypted ? "it is encrypted already" : "that was asked before");
    }
    unanswered = said.type();
    return this;
  }

  private Stage fromServer(Utterance said) throws BrokenRuleException {
    if (said.isFatal()) { // of one that cannot start a process, or a pooler that is full
      return new Over(Rule.FATAL_IS_LAST, "there was a fatal error before");
    }
    if (unanswered == null) {
      throw new BrokenRuleException(Rule.ANSWER_HAS_QUESTION, said, "the client asked nothing");
    }
    boolean answers =
        said.is(MessageType.NEGOTIATION_ANSWER)
            && (said.detail().equals("N") || said.detail().equals(yes()));
    if (!answers && !said.is(MessageType.ERROR_RESPONSE)) {
      throw new BrokenRuleException(
          Rule.ENCRYPTION_ANSWERED,
          said,
          "the answer to " + unanswered.protocolName() + " is N or " + yes());
    }
    encrypted = said.detail().equals(yes());
    unanswered = null;
    return this;
  }

  private String yes() {
    return unanswered == MessageType.SSL_REQUEST ? "S" : "G";
  }
}
