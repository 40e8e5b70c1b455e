package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.ErrorField;
import dev.postgreswire.message.ErrorResponse;
import dev.postgreswire.message.LegacyErrorResponse;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.TlsRecord;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.ProtocolCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Follows one connection message by message and puts requests and answers together. It never
 * throws, whatever the messages are.
 */
final class Conversation {
  private final LogView log;
  private final Runs<DecodingContext> contexts = new Runs<>();
  private final Runs<Phase> phases = new Runs<>();
  private final MessageView messages;
  private final HandshakeTracker handshake;
  private final Session session;
  private final FrontendSide frontend;
  private final BackendSide backend;
  private final FrameReader reader;
  private final int firstUnseen;
  private int next;
  private TlsTracker tls;
  private OpenExchange encrypted;
  private boolean unframed;

  Conversation(int connectionId, Instant began, LogView log, int index, Memory memory) {
    this.log = log;
    this.next = index;
    this.firstUnseen = index;
    this.reader = new FrameReader(memory.context(), !memory.isBeginning());
    this.messages = new MessageView(connectionId, began, log, contexts, phases);
    this.handshake =
        memory.isBeginning()
            ? HandshakeTracker.begin()
            : HandshakeTracker.after(memory.handshake());
    this.session = memory.resume(messages);
    this.frontend = new FrontendSide(session);
    this.backend = new BackendSide(session);
    if (memory.isEncrypted()) {
      // It began before what is seen here: it is nobody's exchange now.
      this.encrypted = new OpenExchange(Exchange.Kind.ENCRYPTED);
      this.tls = memory.tls() == null ? null : memory.tls().copy();
    }
  }

  Session session() {
    return session;
  }

  MessageView messages() {
    return messages;
  }

  Handshake handshake() {
    return handshake.facts();
  }

  Optional<TlsSession> tls() {
    return Optional.ofNullable(tls).map(TlsTracker::facts);
  }

  /** Returns when both hellos of the TLS session had come. */
  Optional<Long> tlsAgreedAt() {
    return Optional.ofNullable(tls).filter(TlsTracker::hasBothHellos).map(TlsTracker::agreedAt);
  }

  /** Takes the frames up to {@code end}. */
  void takeUpTo(int end) {
    while (next < end) {
      take(next++);
    }
  }

  /** Returns whether what comes next can be understood with no more than {@link #memory()}. */
  boolean isBetweenExchanges() {
    boolean begun = handshake.isOver() && next > firstUnseen;
    boolean plain = encrypted == null || tls == null || tls.hasBothHellos();
    return begun && plain && !unframed && session.isQuiet();
  }

  Memory memory() {
    return Memory.of(
        handshake.facts(),
        tls == null ? null : tls.copy(),
        encrypted != null,
        reader.context(),
        session);
  }

  /** The connection has ended, or is still open. */
  void end(Ending ending, Optional<Instant> when) {
    if (ending != Ending.OPEN && ending != Ending.RECORDER_CLOSED) {
      boolean answersDue = !session.pipeline.isEmpty() || session.exchanges.current() != null;
      session.transactions.over(answersDue, when.orElse(null));
    }
    session.exchanges.all(); // numbers them
  }

  /** Returns what is under way in words. */
  String pending() {
    StringBuilder text = new StringBuilder();
    for (Direction direction : Direction.values()) {
      if (log.pending(direction) > 0) {
        text.append(log.pending(direction))
            .append(" bytes of an incomplete message from the ")
            .append(direction == Direction.FRONTEND ? "client, " : "server, ");
      }
    }
    if (!session.pipeline.isEmpty()) {
      text.append(session.pipeline.size()).append(" requests not answered, ");
    }
    return text.length() == 0 ? "" : text.substring(0, text.length() - 2);
  }

  private void take(int index) {
    Frame frame = log.frame(index);
    DecodingContext context = reader.context();
    contexts.put(index, context);
    Message message = reader.read(frame);
    phases.put(index, reader.phase());
    reader.note().ifPresent(note -> session.note(index, note));
    if (message == null) {
      side(index, frame, null, context);
      return;
    }
    boolean inHandshake = !handshake.isOver();
    handshake.take(messages.get(index), message);
    int errors = session.errors.size();
    switch (frame.kind()) {
      case STARTUP -> startup(index, frame);
      case NEGOTIATION_ANSWER -> attachToStartup(index);
      case LEGACY_ERROR -> backend.take(index, 'E', diagnostic(message), context);
      case MESSAGE -> side(index, frame, message, context);
      case TLS_RECORD, GSS_PACKET -> encrypted(index, frame, message);
      case UNFRAMED -> unframed(index);
    }
    if (inHandshake && session.errors.size() > errors) {
      handshake.failed(session.errors.get(errors));
    }
  }

  private void side(int index, Frame frame, Message message, DecodingContext context) {
    if (frame.direction() == Direction.BACKEND) {
      backend.take(index, frame.type(), message, context);
    } else if (frame.type() == 'p') {
      attachToStartup(index);
    } else {
      frontend.take(index, frame.type(), message, context);
    }
  }

  private void startup(int index, Frame frame) {
    if (frame.bytes().length() >= 8 && frame.bytes().int32(4) == ProtocolCode.CANCEL_REQUEST) {
      endStartup();
      session.exchanges.single(Exchange.Kind.CANCEL, index);
      handshake.end();
      return;
    }
    if (session.pipeline.isEmpty()) {
      OpenExchange exchange = session.exchanges.begin(Exchange.Kind.STARTUP);
      session.pipeline.add(new Request.Startup(index, exchange));
    }
    attachToStartup(index);
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

  private void encrypted(int index, Frame frame, Message message) {
    if (encrypted == null) {
      boolean direct = session.pipeline.isEmpty();
      endStartup();
      encrypted = session.exchanges.begin(Exchange.Kind.ENCRYPTED);
      if (frame.kind() == FrameKind.TLS_RECORD) {
        tls = new TlsTracker(direct);
      }
    }
    encrypted.messages.add(index);
    session.exchanges.complete(encrypted, null);
    if (tls != null) {
      TlsRecord record = message instanceof TlsRecord r ? r : null;
      tls.take(frame.direction(), frame.size(), record, log.nanos(index));
    }
    if (tls == null || tls.hasBothHellos()) {
      handshake.end();
    }
  }

  private void unframed(int index) {
    unframed = true;
    if (session.pipeline.isEmpty()) {
      session.exchanges.single(Exchange.Kind.OTHER, index);
    } else {
      session.pipeline.head().exchange.messages.add(index);
    }
  }

  /** An error in the form of protocol 2 has no fields; it always ends the connection. */
  private static Message diagnostic(Message message) {
    String text = message instanceof LegacyErrorResponse legacy ? legacy.message() : "";
    return new ErrorResponse(List.of(new ErrorField('S', "FATAL"), new ErrorField('M', text)));
  }
}
