package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageDecoder;
import dev.postgreswire.message.NegotiationAnswer;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.TlsRecord;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.time.Instant;
import java.util.Optional;

/**
 * Follows one connection message by message and puts requests and answers together. It never
 * throws, whatever the messages are.
 */
final class Conversation {
  private final LogView log;
  private final Runs<DecodingContext> contexts = new Runs<>();
  private final Runs<Phase> phases = new Runs<>();
  private final LoggedMessages messages;
  private final HandshakeTracker handshake;
  private final Session session;
  private final Router router;
  private final int firstUnseen;
  private DecodingContext context;
  private int next;
  private TlsTracker tls;
  private boolean unframed;
  private boolean hasty;

  Conversation(int connectionId, Instant began, LogView log, int index, Memory memory) {
    this.log = log;
    this.next = index;
    this.firstUnseen = index;
    this.context = memory.context();
    this.messages = new LoggedMessages(connectionId, began, log, contexts, phases);
    this.handshake =
        memory.isBeginning()
            ? HandshakeTracker.begin()
            : HandshakeTracker.after(memory.handshake());
    this.session = memory.resume(messages);
    this.router = new Router(session, memory.isEncrypted());
    this.tls = memory.tls() == null ? null : memory.tls().copy();
  }

  Session session() {
    return session;
  }

  LoggedMessages messages() {
    return messages;
  }

  Handshake handshake() {
    return handshake.facts();
  }

  Optional<TlsSession> tls() {
    return Optional.ofNullable(tls).map(TlsTracker::facts);
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
    boolean plain = tls == null || tls.hasBothHellos();
    return begun && plain && !unframed && session.isQuiet();
  }

  Memory memory() {
    return Memory.of(
        handshake.facts(), tls == null ? null : tls.copy(), router.isEncrypted(), context, session);
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
    contexts.put(index, context);
    if (isPlainData(frame)) {
      // Neither rows nor plain data say anything about what follows: they are not even decoded.
      phases.put(index, frame.type() == 'D' ? Phase.QUERY : Phase.COPY);
      router.take(index, frame, null, context);
      return;
    }
    Message message = MessageDecoder.decode(frame, context);
    phases.put(index, Phases.of(frame, message, context, handshake.isOver()));
    boolean inHandshake = !handshake.isOver();
    handshake.take(messages.get(index), message);
    hasty |= context.answerDue() && isCleartext(frame, message);
    int errors = session.errors.size();
    boolean direct = session.pipeline.isEmpty();
    router.take(index, frame, message, context);
    switch (frame.kind()) {
      case TLS_RECORD, GSS_PACKET -> encrypted(frame, message, direct);
      case NEGOTIATION_ANSWER -> encryptionAnswered(index, message);
      case UNFRAMED -> unframed(index);
      case STARTUP, MESSAGE, LEGACY_ERROR -> {
        if (Router.isCancel(frame)) {
          handshake.end();
        }
      }
    }
    if (inHandshake && session.errors.size() > errors) {
      handshake.failed(session.errors.get(errors));
    }
    context = context.after(message);
  }

  private boolean isPlainData(Frame frame) {
    if (frame.direction() == Direction.BACKEND && frame.type() == 'D') {
      return handshake.isOver();
    }
    boolean structured = context.inCopyBoth() || context.inBaseBackup() || context.isCopyBinary();
    return frame.type() == 'd' && !structured;
  }

  private static boolean isCleartext(Frame frame, Message message) {
    return frame.direction() == Direction.FRONTEND
        && (frame.kind() == FrameKind.MESSAGE || message instanceof StartupMessage);
  }

  private void encryptionAnswered(int index, Message message) {
    if (hasty && message instanceof NegotiationAnswer answer && answer.answer() != 'N') {
      session.note(
          index,
          "the client sent cleartext before the server agreed to encrypt; whoever takes it in"
              + " afterwards is open to injection (CVE-2021-23214)");
    }
  }

  private void encrypted(Frame frame, Message message, boolean direct) {
    if (tls == null && frame.kind() == FrameKind.TLS_RECORD) {
      tls = new TlsTracker(direct);
    }
    if (tls != null) {
      tls.take(
          frame.direction(), frame.size(), message instanceof TlsRecord record ? record : null);
    }
    if (tls == null || tls.hasBothHellos()) {
      handshake.end();
    }
  }

  private void unframed(int index) {
    unframed = true;
    session.note(index, log.frame(index).fault());
  }
}
