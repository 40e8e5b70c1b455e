package dev.postgreswire.recording;

import dev.postgreswire.message.ErrorResponse;
import dev.postgreswire.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * What an error does: which request it fails, and which ones the server then drops.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY">
 *     Extended Query</a>
 */
final class Failures {
  private final Session session;

  Failures(Session session) {
    this.session = session;
  }

  void take(int index, Message message) {
    ErrorResponse response =
        message instanceof ErrorResponse error ? error : new ErrorResponse(List.of());
    Request head = session.pipeline.head();
    RecordedError error = session.error(index, response, head == null ? null : head.sql());
    exchange(head).errors.add(error);
    session.copy = null;
    if (response.endsSession()) {
      session.fatal = error;
      fail(head, error, index);
      everythingIsOver(index);
    } else if (head != null) {
      fail(head, error, index);
      if (!head.awaitsReady()) {
        skipToSync(head, index);
      }
    }
  }

  private OpenExchange exchange(Request head) {
    if (head != null) {
      return head.exchange;
    }
    OpenExchange current = session.exchanges.current();
    return current != null ? current : session.exchanges.last();
  }

  private void fail(Request head, RecordedError error, int index) {
    if (head == null) {
      session.transactions.doom(error);
      return;
    }
    head.fail(session.server);
    if (head instanceof QueryRequest query) {
      Queries.failed(query, error, index, session);
    } else if (head instanceof Request.ExecuteRequest execute) {
      OpenStatement statement = execute.begin(session);
      statement.fail(error, index);
      session.transactions.failed(statement, error);
    } else {
      Optional<OpenStatement> statement = executionOf(head);
      statement.ifPresent(s -> s.fail(error, index));
      session.transactions.failed(statement.orElse(null), error);
    }
  }

  /**
   * Returns the statement that a Parse, Bind or Describe was to prepare, if it was sent already.
   */
  private Optional<OpenStatement> executionOf(Request failed) {
    return Optional.ofNullable(
            session.pipeline.firstBeforeReady(
                Request.ExecuteRequest.class, execute -> isFor(failed, execute.statement.portal)))
        .map(execute -> execute.statement);
  }

  private static boolean isFor(Request failed, Portal portal) {
    if (failed instanceof Request.ParseRequest parse) {
      return portal.prepared == parse.prepared;
    }
    if (failed instanceof Request.BindRequest bind) {
      return portal == bind.portal;
    }
    return failed instanceof Request.DescribeRequest describe
        && (portal == describe.portal || portal.prepared == describe.prepared);
  }

  /** The server drops all up to the next Sync, whether it has been sent already or not. */
  private void skipToSync(Request head, int index) {
    List<Request> dropped = session.pipeline.dropToSync();
    session.skip(dropped, index);
    for (Request request : dropped) {
      session.exchanges.absorb(head.exchange, request.exchange);
    }
    Request sync = session.pipeline.head();
    if (sync == null) {
      session.skipping = session.swallowedSyncs == 0;
      session.exchanges.reopen(head.exchange);
    } else {
      session.exchanges.absorb(head.exchange, sync.exchange);
      sync.exchange = head.exchange;
    }
    // The head is the first of those that are dropped.
    if (session.clientMayBeWrong || !session.canDoWithout(dropped)) {
      session.believeServer();
    }
  }

  /** FATAL or PANIC: the server answers nothing any more. */
  private void everythingIsOver(int index) {
    List<Request> dropped = session.pipeline.clear();
    session.forgetEarlyCopy();
    session.skip(dropped, index);
    for (Request request : dropped) {
      session.exchanges.complete(request.exchange, null);
    }
    if (session.exchanges.current() != null) {
      session.exchanges.complete(session.exchanges.current(), null);
    }
    session.skipping = false;
    session.swallowedSyncs = 0;
    session.transactions.over(false, session.messages.time(index));
    session.server.removeAllPortals();
    session.believeServer();
  }
}
