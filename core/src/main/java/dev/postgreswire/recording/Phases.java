package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;

/** Tells the phase of a connection that a message belongs to. */
final class Phases {
  private Phases() {}

  static Phase of(Frame frame, Message message, DecodingContext context, boolean started) {
    return switch (frame.kind()) {
      case STARTUP -> startup(message);
      case NEGOTIATION_ANSWER -> Phase.NEGOTIATION;
      case LEGACY_ERROR -> context.answerDue() ? Phase.NEGOTIATION : Phase.STARTUP;
      case TLS_RECORD, GSS_PACKET -> Phase.TLS;
      case UNFRAMED -> Phase.UNKNOWN;
      case MESSAGE -> started ? running(frame, context) : starting(frame, context);
    };
  }

  private static Phase startup(Message message) {
    return switch (message.type()) {
      case SSL_REQUEST, GSSENC_REQUEST -> Phase.NEGOTIATION;
      case CANCEL_REQUEST -> Phase.CANCEL;
      default -> Phase.STARTUP;
    };
  }

  private static Phase starting(Frame frame, DecodingContext context) {
    boolean backend = frame.direction() == Direction.BACKEND;
    return switch (frame.type()) {
      case 'p' -> Phase.AUTHENTICATION;
      case 'R' -> backend ? Phase.AUTHENTICATION : Phase.STARTUP;
      case 'X' -> Phase.TERMINATION;
      default -> context.answerDue() ? Phase.NEGOTIATION : Phase.STARTUP;
    };
  }

  private static Phase running(Frame frame, DecodingContext context) {
    boolean backend = frame.direction() == Direction.BACKEND;
    return switch (frame.type()) {
      case 'd', 'c', 'f' ->
          context.inCopyBoth() || context.inBaseBackup() ? Phase.REPLICATION : Phase.COPY;
      case 'G', 'H' -> backend ? Phase.COPY : Phase.QUERY;
      case 'W' -> backend ? Phase.REPLICATION : Phase.QUERY;
      case 'X' -> Phase.TERMINATION;
      default -> Phase.QUERY;
    };
  }
}
