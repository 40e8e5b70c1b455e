package dev.postgreswire.recording;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.ReadyForQuery;
import dev.postgreswire.message.TransactionStatus;
import java.util.List;

/** ReadyForQuery, with which an exchange ends. */
final class ReadyAnswers {
  private final Session session;

  ReadyAnswers(Session session) {
    this.session = session;
  }

  void take(int index, Message message) {
    TransactionStatus status = message instanceof ReadyForQuery ready ? ready.status() : null;
    Request head = session.pipeline.head();
    if (head == null) {
      unasked(index, status);
    } else {
      if (!head.awaitsReady()) {
        session.note(index, "ReadyForQuery came too early: the conversation is out of step");
      }
      end(head, status);
    }
    settle(index, status);
  }

  /** The first after messages that are missing: nothing that was asked waits for it. */
  void resume(int index, Message message) {
    session.clientMayBeWrong = true;
    settle(index, message instanceof ReadyForQuery ready ? ready.status() : null);
  }

  private void settle(int index, TransactionStatus status) {
    if (status != null) {
      session.status = status;
    }
    TransactionStatus likely = status == null ? likelyStatus() : status;
    session.transactions.ready(likely, index);
    if (likely == TransactionStatus.IDLE) {
      boolean changesNothing = session.clientMayBeWrong || session.canDoWithoutPortals();
      session.server.removeAllPortals();
      endPortalsOfClient(changesNothing);
    }
    session.agree();
  }

  /** What a ReadyForQuery that a memory limit has cut is likely to have said. */
  private TransactionStatus likelyStatus() {
    return session.transactions.isExplicit()
        ? TransactionStatus.IN_TRANSACTION
        : TransactionStatus.IDLE;
  }

  private void end(Request head, TransactionStatus status) {
    if (head instanceof QueryRequest query) {
      query.succeed(session.server);
      Queries.done(query);
    }
    List<Request> done = session.pipeline.dropThroughReady();
    session.clientMayBeWrong |= done.size() > 1 || !head.awaitsReady();
    for (Request request : done) {
      session.exchanges.complete(request.exchange, status);
    }
    session.copy = null;
    session.forgetEarlyCopy();
    session.swallowedSyncs = 0;
  }

  /** No request is open. A COPY that failed may have read a Sync that seemed to be swallowed. */
  private void unasked(int index, TransactionStatus status) {
    session.forgetEarlyCopy();
    if (session.swallowedSyncs > 0 && session.copyExchange != null) {
      session.swallowedSyncs = 0;
      session.skipping = false;
      session.exchanges.complete(session.copyExchange, status);
    } else if (session.fatal == null) {
      session.note(index, "ReadyForQuery answers nothing that was asked");
    }
  }

  /** What is pending may have bound portals after this. */
  private void endPortalsOfClient(boolean changesNothing) {
    if (session.pipeline.isEmpty() && session.exchanges.current() == null) {
      session.client.removeAllPortals();
    } else if (!changesNothing) {
      session.clientMayBeWrong = true;
    }
  }
}
