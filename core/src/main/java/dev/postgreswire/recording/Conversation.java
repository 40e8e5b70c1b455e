package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
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
  private final FrameReader reader;
  private final int firstUnseen;
  private int next;
  private TlsTracker tls;

  Conversation(int connectionId, Instant began, LogView log, int index, Memory memory) {
    this.log = log;
    this.next = index;
    this.firstUnseen = index;
    this.reader = new FrameReader(memory.context(), !memory.isBeginning());
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

  /**
   * Takes the frames up to the first before which {@link #isBetweenExchanges}.
   *
   * @return that frame; where it began if there is none up to {@code end}
   */
  int takeToBoundary(int end) {
    while (next < end) {
      take(next++);
      if (isBetweenExchanges()) {
        return next;
      }
    }
    return firstUnseen;
  }

  /**
   * Takes the frames up to {@code end} to know what has to be remembered then, and no more: it
   * passes over exchanges that leave nothing behind.
   *
   * @return the last frame on the way before which {@link #isBetweenExchanges}; where it began if
   *     there is none
   */
  int followUpTo(int end) {
    int furthest = next;
    int looked = next;
    while (next < end) {
      if (next >= looked && isIdle()) {
        looked = passUpTo(end);
        furthest = next;
      }
      if (next < end) {
        take(next++);
        furthest = isBetweenExchanges() ? next : furthest;
      }
    }
    return furthest;
  }

  /** Returns the first frame of which it is not known whether one could pass over it. */
  private int passUpTo(int end) {
    PassingExchanges passing =
        PassingExchanges.find(log, session.server, reader.context().charset(), next, end);
    session.exchanges.pass(passing.count());
    next = passing.end();
    return passing.seen();
  }

  /** Returns whether what comes next can be understood with no more than {@link #memory()}. */
  boolean isBetweenExchanges() {
    return next > firstUnseen && isSettled() && session.isQuiet();
  }

  /** Returns whether the server awaits a request, and exchanges could leave nothing behind. */
  boolean isIdle() {
    return isSettled() && session.isIdle() && !reader.context().isReplication();
  }

  /** Returns whether the beginning is over, and no bytes are missing that would be needed. */
  private boolean isSettled() {
    boolean plain = tls == null || tls.hasBothHellos();
    return handshake.isOver() && plain && !router.hasLostTrack();
  }

  Memory memory() {
    return Memory.of(
        handshake.facts(),
        tls == null ? null : tls.copy(),
        router.isEncrypted(),
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
    boolean inHandshake = !handshake.isOver();
    if (message != null) {
      handshake.take(messages.get(index), message);
    }
    int errors = session.errors.size();
    boolean direct = session.pipeline.isEmpty();
    router.take(index, frame, message, context);
    switch (frame.kind()) {
      case TLS_RECORD, GSS_PACKET -> encrypted(index, frame, message, direct);
      case UNFRAMED, STARTUP, NEGOTIATION_ANSWER, MESSAGE, LEGACY_ERROR -> {
        if (Router.isCancel(frame)) {
          handshake.end();
        }
      }
    }
    if (inHandshake && session.errors.size() > errors) {
      handshake.failed(session.errors.get(errors));
    }
  }

  private void encrypted(int index, Frame frame, Message message, boolean direct) {
    if (tls == null && frame.kind() == FrameKind.TLS_RECORD) {
      tls = new TlsTracker(direct);
    }
    if (tls != null) {
      TlsRecord record = message instanceof TlsRecord r ? r : null;
      tls.take(frame.direction(), frame.size(), record, log.nanos(index));
    }
    if (tls == null || tls.hasBothHellos()) {
      handshake.end();
    }
  }
}
