package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.ErrorField;
import dev.postgreswire.message.ErrorResponse;
import dev.postgreswire.message.LegacyErrorResponse;
import dev.postgreswire.message.Message;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.ProtocolCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Hands each message to the side of the session that it changes, or puts it where it belongs when
 * it changes none: each gets into exactly one exchange.
 */
final class Router {
  private final Session session;
  private final FrontendSide frontend;
  private final BackendSide backend;
  private final Set<Direction> lost = EnumSet.noneOf(Direction.class);
  private OpenExchange encrypted;

  Router(Session session, boolean isEncrypted) {
    this.session = session;
    this.frontend = new FrontendSide(session);
    this.backend = new BackendSide(session);
    if (isEncrypted) {
      // It began before what is seen here: it is nobody's exchange now.
      this.encrypted = new OpenExchange(Exchange.Kind.ENCRYPTED);
    }
  }

  /** Returns whether nothing can be read any more. */
  boolean isEncrypted() {
    return encrypted != null;
  }

  /**
   * Takes the next message.
   *
   * @param message null for plain data, of which nobody needs to know what it says
   */
  void take(int index, Frame frame, Message message, DecodingContext context) {
    switch (frame.kind()) {
      case STARTUP -> startup(index, frame);
      case NEGOTIATION_ANSWER -> attachToStartup(index);
      case LEGACY_ERROR -> backend.take(index, 'E', diagnostic(message), context);
      case MESSAGE -> side(index, frame, message, context);
      case TLS_RECORD, GSS_PACKET -> encrypted(index);
      case UNFRAMED -> {
        lost.add(frame.direction());
        attachToStartup(index);
      }
    }
  }

  /** Returns whether there are bytes without messages, and no message since. */
  boolean hasLostTrack() {
    return !lost.isEmpty();
  }

  private void side(int index, Frame frame, Message message, DecodingContext context) {
    boolean resumes = lost.remove(frame.direction());
    if (frame.direction() == Direction.BACKEND) {
      if (resumes && frame.type() == 'Z') {
        endLost();
        backend.resume(index, message);
      } else {
        backend.take(index, frame.type(), message, context);
      }
      return;
    }
    if (resumes) {
      endLost();
    }
    if (frame.type() == 'p') {
      attachToStartup(index);
    } else {
      frontend.take(index, frame.type(), message, context);
    }
  }

  /** Messages are missing: nobody knows what became of what was asked before. */
  private void endLost() {
    endStartup();
    if (session.exchanges.current() != null) {
      session.exchanges.complete(session.exchanges.current(), null);
    }
    session.becomeQuiet();
  }

  private void startup(int index, Frame frame) {
    if (isCancel(frame)) {
      endStartup();
      session.exchanges.single(Exchange.Kind.CANCEL, index);
      return;
    }
    if (session.pipeline.isEmpty()) {
      OpenExchange exchange = session.exchanges.begin(Exchange.Kind.STARTUP);
      session.pipeline.add(new Request.Startup(index, exchange));
    }
    attachToStartup(index);
  }

  /** Returns whether a startup packet asks to cancel, however short the rest of it is. */
  static boolean isCancel(Frame frame) {
    return frame.kind() == FrameKind.STARTUP
        && frame.bytes().length() >= 8
        && frame.bytes().int32(4) == ProtocolCode.CANCEL_REQUEST;
  }

  private void attachToStartup(int index) {
    if (session.pipeline.isEmpty()) {
      session.exchanges.single(Exchange.Kind.OTHER, index);
    } else {
      session.pipeline.head().exchange.messages.add(index);
    }
  }

  private void endStartup() {
    for (Request request : session.pipeline.clear()) {
      session.exchanges.complete(request.exchange, null);
    }
  }

  private void encrypted(int index) {
    if (encrypted == null) {
      endStartup();
      encrypted = session.exchanges.begin(Exchange.Kind.ENCRYPTED);
    }
    encrypted.messages.add(index);
    session.exchanges.complete(encrypted, null);
  }

  /** An error in the form of protocol 2 has no fields; it always ends the connection. */
  private static Message diagnostic(Message message) {
    String text = message instanceof LegacyErrorResponse legacy ? legacy.message() : "";
    return new ErrorResponse(List.of(new ErrorField('S', "FATAL"), new ErrorField('M', text)));
  }
}
