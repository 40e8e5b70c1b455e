package dev.postgreswire.message;

import java.util.Optional;

/**
 * What is known of the session as a whole.
 *
 * @param answersDue how many SSLRequests and GSSENCRequests have no answer yet
 * @param requested the version of the protocol asked for
 * @param version the version in use
 * @param serverMajor the server's major version, 0 when unknown
 */
record SessionState(
    int answersDue,
    Optional<ProtocolVersion> requested,
    Optional<ProtocolVersion> version,
    int serverMajor) {
  static final SessionState INITIAL = new SessionState(0, Optional.empty(), Optional.empty(), 0);

  SessionState after(Message message) {
    return switch (message.type()) {
      case SSL_REQUEST, GSSENC_REQUEST -> withAnswersDue(answersDue + 1);
      case NEGOTIATION_ANSWER -> withAnswersDue(Math.max(0, answersDue - 1));
      case ERROR_RESPONSE, LEGACY_ERROR_RESPONSE -> withAnswersDue(0);
      case STARTUP_MESSAGE ->
          new SessionState(
              answersDue,
              Optional.of(((StartupMessage) message).version()),
              Optional.empty(),
              serverMajor);
      case NEGOTIATE_PROTOCOL_VERSION ->
          withVersion(Optional.of(((NegotiateProtocolVersion) message).newest()));
      case PARAMETER_STATUS -> afterStatus((ParameterStatus) message);
      default ->
          message instanceof AuthenticationRequest && version.isEmpty()
              ? withVersion(requested)
              : this;
    };
  }

  private SessionState withAnswersDue(int count) {
    return count == answersDue ? this : new SessionState(count, requested, version, serverMajor);
  }

  private SessionState withVersion(Optional<ProtocolVersion> used) {
    return used.equals(version) ? this : new SessionState(answersDue, requested, used, serverMajor);
  }

  private SessionState afterStatus(ParameterStatus status) {
    return status.name().equals("server_version")
        ? new SessionState(answersDue, requested, version, leadingNumber(status.value()))
        : this;
  }

  private static int leadingNumber(String text) {
    int number = 0;
    for (int i = 0; i < Math.min(text.length(), 4) && Character.isDigit(text.charAt(i)); i++) {
      number = number * 10 + Character.digit(text.charAt(i), 10);
    }
    return number;
  }
}
