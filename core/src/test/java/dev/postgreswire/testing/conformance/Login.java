package dev.postgreswire.testing.conformance;

import static dev.postgreswire.message.MessageType.AUTHENTICATION_CLEARTEXT_PASSWORD;
import static dev.postgreswire.message.MessageType.AUTHENTICATION_GSS;
import static dev.postgreswire.message.MessageType.AUTHENTICATION_GSS_CONTINUE;
import static dev.postgreswire.message.MessageType.AUTHENTICATION_KERBEROS_V5;
import static dev.postgreswire.message.MessageType.AUTHENTICATION_MD5_PASSWORD;
import static dev.postgreswire.message.MessageType.AUTHENTICATION_OK;
import static dev.postgreswire.message.MessageType.AUTHENTICATION_SASL;
import static dev.postgreswire.message.MessageType.AUTHENTICATION_SASL_CONTINUE;
import static dev.postgreswire.message.MessageType.AUTHENTICATION_SASL_FINAL;
import static dev.postgreswire.message.MessageType.AUTHENTICATION_SCM_CREDENTIAL;
import static dev.postgreswire.message.MessageType.AUTHENTICATION_SSPI;
import static dev.postgreswire.message.MessageType.AUTHENTICATION_UNKNOWN;
import static dev.postgreswire.message.MessageType.ERROR_RESPONSE;
import static dev.postgreswire.message.MessageType.NEGOTIATE_PROTOCOL_VERSION;
import static dev.postgreswire.message.MessageType.SASL_INITIAL_RESPONSE;
import static dev.postgreswire.message.MessageType.TERMINATE;

import dev.postgreswire.message.MessageType;
import java.util.EnumSet;
import java.util.Set;

/** From the startup packet to AuthenticationOk (PROTOCOL §3.3 and §4: AUTH). */
final class Login implements Stage {
  private static final Set<MessageType> ASYNCHRONOUS =
      EnumSet.of(
          MessageType.NOTICE_RESPONSE,
          MessageType.NOTIFICATION_RESPONSE,
          MessageType.PARAMETER_STATUS);
  private static final Set<MessageType> FIRST_STEPS =
      EnumSet.of(
          AUTHENTICATION_OK,
          AUTHENTICATION_KERBEROS_V5,
          AUTHENTICATION_CLEARTEXT_PASSWORD,
          AUTHENTICATION_MD5_PASSWORD,
          AUTHENTICATION_SCM_CREDENTIAL,
          AUTHENTICATION_GSS,
          AUTHENTICATION_SSPI,
          AUTHENTICATION_SASL,
          AUTHENTICATION_UNKNOWN);

  private final boolean replication;
  private boolean negotiated;

  /** What the server last said about authentication; null when nothing. */
  private MessageType step;

  private boolean answered;
  private String mechanism = "";

  Login(boolean replication) {
    this.replication = replication;
  }

  @Override
  public Stage take(Utterance said) throws BrokenRuleException {
    return said.isFromClient() ? fromClient(said) : fromServer(said);
  }

  private Stage fromClient(Utterance said) throws BrokenRuleException {
    if (said.is(TERMINATE)) {
      return this;
    }
    if (step == null || answered || !isAnswer(said.type())) {
      String state = step == null ? "was not asked" : "was asked " + step.protocolName();
      throw new BrokenRuleException(
          Rule.AUTHENTICATION_ANSWERED,
          said,
          "the client " + state + (answered ? " and has answered" : ""));
    }
    mechanism = said.is(SASL_INITIAL_RESPONSE) ? said.detail() : mechanism;
    answered = true;
    return this;
  }

  private boolean isAnswer(MessageType said) {
    return switch (step) {
      case AUTHENTICATION_CLEARTEXT_PASSWORD, AUTHENTICATION_MD5_PASSWORD ->
          said == MessageType.PASSWORD_MESSAGE;
      case AUTHENTICATION_SASL -> said == SASL_INITIAL_RESPONSE;
      case AUTHENTICATION_SASL_CONTINUE -> said == MessageType.SASL_RESPONSE;
      case AUTHENTICATION_GSS, AUTHENTICATION_GSS_CONTINUE, AUTHENTICATION_SSPI ->
          said == MessageType.GSS_RESPONSE;
      default -> false;
    };
  }

  private Stage fromServer(Utterance said) throws BrokenRuleException {
    if (said.isFatal()) {
      return new Over(Rule.FATAL_IS_LAST, "there was a fatal error before");
    }
    if (said.is(ERROR_RESPONSE)) {
      throw new BrokenRuleException(
          Rule.STARTUP_ERROR_IS_FATAL, said, "the client is not authenticated yet");
    }
    if (ASYNCHRONOUS.contains(said.type())) {
      throw new BrokenRuleException(
          Rule.NOTHING_ASYNCHRONOUS_BEFORE, said, "the client is not authenticated yet");
    }
    if (said.is(NEGOTIATE_PROTOCOL_VERSION)) {
      return negotiate(said);
    }
    if (!isNextStep(said.type())) {
      String after =
          step == null ? "nothing" : step.protocolName() + (answered ? "" : " unanswered");
      throw new BrokenRuleException(
          Rule.AUTHENTICATION_STEPS, said, "there was " + after + " before");
    }
    step = said.type();
    answered = false;
    return step == AUTHENTICATION_OK ? new Start(replication) : this;
  }

  private Stage negotiate(Utterance said) throws BrokenRuleException {
    if (negotiated || step != null) {
      throw new BrokenRuleException(
          Rule.VERSION_FIRST,
          said,
          negotiated ? "that was negotiated before" : "there was " + step.protocolName());
    }
    negotiated = true;
    return this;
  }

  private boolean isNextStep(MessageType next) {
    if (step == null) {
      return FIRST_STEPS.contains(next);
    }
    if (step == AUTHENTICATION_SASL_FINAL) {
      return next == AUTHENTICATION_OK;
    }
    return switch (step) {
      case AUTHENTICATION_CLEARTEXT_PASSWORD, AUTHENTICATION_MD5_PASSWORD ->
          answered && next == AUTHENTICATION_OK;
      case AUTHENTICATION_SASL -> answered && isAfterMechanism(next);
      case AUTHENTICATION_SASL_CONTINUE ->
          answered && (next == AUTHENTICATION_SASL_FINAL || next == AUTHENTICATION_SASL_CONTINUE);
      case AUTHENTICATION_GSS, AUTHENTICATION_SSPI ->
          answered && (next == AUTHENTICATION_OK || next == AUTHENTICATION_GSS_CONTINUE);
      case AUTHENTICATION_GSS_CONTINUE ->
          next == AUTHENTICATION_OK || (answered && next == AUTHENTICATION_GSS_CONTINUE);
      default -> true; // of Kerberos 5 and what is unknown nobody knows what follows
    };
  }

  /** A bearer token is enough; SCRAM has the server prove itself, too. */
  private boolean isAfterMechanism(MessageType next) {
    return next == AUTHENTICATION_SASL_CONTINUE
        || (next == AUTHENTICATION_OK && !mechanism.startsWith("SCRAM"))
        || (next == AUTHENTICATION_SASL_FINAL && !mechanism.startsWith("SCRAM"));
  }
}
