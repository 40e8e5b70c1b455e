package dev.postgreswire.recording;

import dev.postgreswire.message.CopyResponse;
import dev.postgreswire.message.Message;
import java.util.Optional;

/**
 * The beginnings of COPY, and its data.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY">COPY
 *     Operations</a>
 */
final class CopyAnswers {
  private final Session session;

  CopyAnswers(Session session) {
    this.session = session;
  }

  void begin(int index, int type, Message message, Optional<OpenStatement> statement) {
    if (statement.isEmpty()) {
      return;
    }
    CopyDirection direction =
        type == 'G' ? CopyDirection.IN : type == 'H' ? CopyDirection.OUT : CopyDirection.BOTH;
    OpenCopy copy =
        new OpenCopy(direction, message instanceof CopyResponse response ? response : null);
    boolean another = statement.get().copy != null && isOneCommand(session.pipeline.head());
    if (!another) {
      statement.get().copy = copy;
    }
    session.copy = statement.get().copy;
    session.copyExchange = session.pipeline.head().exchange;
    session.swallowedSyncs = 0;
    if (direction == CopyDirection.IN) {
      takeWhatCameEarly(copy);
      swallowSyncs(copy, index);
    }
  }

  /** Old servers send a base backup as several COPYs. */
  private static boolean isOneCommand(Request head) {
    return head instanceof QueryRequest query && query.isOneCommand();
  }

  /** A client need not wait for the server to say that it is ready for data. */
  private void takeWhatCameEarly(OpenCopy copy) {
    IndexRanges early = session.earlyCopy;
    int taken = 0;
    while (taken < early.size() && copy.takesFromClient()) {
      int index = early.get(taken++);
      FrontendSide.take(
          copy,
          session.messages,
          index,
          session.messages.type(index),
          session.messages.message(index));
    }
    early.removeFirst(taken);
  }

  /**
   * The server ignores a Sync that comes before the end of the data, so that what comes after it
   * belongs to the same exchange.
   */
  private void swallowSyncs(OpenCopy copy, int index) {
    Request head = session.pipeline.head();
    if (!(head instanceof Request.ExecuteRequest)) {
      return;
    }
    session.swallowedSyncs =
        session.pipeline.dropSyncsBefore(copy.clientDone ? copy.clientDoneIndex : index);
    if (session.swallowedSyncs == 0) {
      return;
    }
    boolean[] ended = new boolean[1];
    session.pipeline.forEach(
        request -> {
          if (!ended[0]) {
            session.exchanges.absorb(head.exchange, request.exchange);
            request.exchange = head.exchange;
            ended[0] = request.awaitsReady();
          }
        });
    if (!ended[0]) {
      session.exchanges.reopen(head.exchange);
    }
  }

  /** CopyData or CopyDone of the server. */
  void data(int index, int type) {
    if (session.copy == null) {
      session.note(index, "data of a COPY that has not begun, or has ended");
    } else if (type == 'd' && session.copy.direction != CopyDirection.IN) {
      session.copy.data.add(index);
      session.copy.bytes += session.messages.bodySize(index);
    }
  }
}
