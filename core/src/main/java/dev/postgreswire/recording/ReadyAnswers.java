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
    if (status != null) {
      session.status = status;
      session.transactions.ready(status, index);
      if (status == TransactionStatus.IDLE) {
        session.server.removeAllPortals();
        believeServerAgain();
      }
    }
  }

  private void end(Request head, TransactionStatus status) {
    if (head instanceof Request.QueryRequest query) {
      query.succeed(session.server);
      Queries.done(query);
    }
    List<Request> done = session.pipeline.dropThroughReady();
    for (Request request : done) {
      session.exchanges.complete(request.exchange, status);
    }
    session.endCopy();
    session.swallowedSyncs = 0;
  }

  /** No request is open. A COPY that failed may have read a Sync that seemed to be swallowed. */
  private void unasked(int index, TransactionStatus status) {
    if (session.swallowedSyncs > 0 && session.copyExchange != null) {
      session.swallowedSyncs = 0;
      session.skipping = false;
      session.exchanges.complete(session.copyExchange, status);
    } else if (session.fatal == null) {
      session.note(index, "ReadyForQuery answers nothing that was asked");
    }
  }

  private void believeServerAgain() {
    if (session.pipeline.isEmpty() && session.exchanges.current() == null) {
      session.client.removeAllPortals();
    }
  }
}
