package dev.postgreswire.recording;

import dev.postgreswire.message.Diagnostic;
import dev.postgreswire.message.TransactionStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What both sides of a conversation have come to so far. */
final class Session {
  private static final int MOST_NOTES = 100;

  /** A remark about a message. */
  record Note(int index, String text) {}

  final MessageView messages;
  final ExchangeTracker exchanges;
  final TransactionTracker transactions;
  final Pipeline pipeline = new Pipeline();

  /** What the server has. */
  final Namespace server;

  /** What the client believes the server to have once all it has sent has succeeded. */
  final Namespace client = new Namespace();

  /** Whether {@link #client} may hold what {@link #server} will not. */
  boolean clientMayBeWrong;

  final Map<String, String> parameters = new LinkedHashMap<>();
  final List<OpenStatement> statements = new ArrayList<>();
  final List<RecordedError> errors = new ArrayList<>();
  final List<RecordedNotice> notices = new ArrayList<>();
  final List<Notification> notifications = new ArrayList<>();
  final List<Note> notes = new ArrayList<>();
  RecordedError fatal;
  boolean terminated;
  TransactionStatus status;

  /** The COPY under way, or null. */
  OpenCopy copy;

  /** The exchange of the last COPY; messages of the client that come late belong to it. */
  OpenExchange copyExchange;

  /** Messages of a COPY from the client that came before the server said that it is one. */
  final IndexRanges earlyCopy = new IndexRanges();

  /** Syncs that a COPY swallowed; when it fails the server may have read some nevertheless. */
  int swallowedSyncs;

  /** Whether the server drops all that comes before the next Sync. */
  boolean skipping;

  Session(
      MessageView messages,
      ExchangeTracker exchanges,
      TransactionTracker transactions,
      Namespace server) {
    this.messages = messages;
    this.exchanges = exchanges;
    this.transactions = transactions;
    this.server = server;
    client.become(server);
  }

  /** Returns whether nothing is owed, under way or half said. */
  boolean isQuiet() {
    return pipeline.isEmpty()
        && exchanges.current() == null
        && exchanges.allComplete()
        && copy == null
        && earlyCopy.isEmpty()
        && !skipping
        && swallowedSyncs == 0
        && !server.hasSuspendedPortal();
  }

  /** Returns whether the server awaits a request, outside of any transaction. */
  boolean isIdle() {
    return isQuiet()
        && status == TransactionStatus.IDLE
        && !transactions.isUnderWay()
        && !server.hasPortal()
        && !clientMayBeWrong
        && fatal == null
        && !terminated;
  }

  void note(int index, String text) {
    if (notes.size() < MOST_NOTES) {
      notes.add(new Note(index, text));
    }
  }

  RecordedError error(int index, Diagnostic diagnostic, String sql) {
    RecordedError error =
        new RecordedError(
            messages.connectionId(),
            index,
            messages.time(index),
            diagnostic,
            Optional.ofNullable(sql));
    errors.add(error);
    return error;
  }

  /** Forgets all that is only of interest to who asks what the session came to. */
  void forgetPast() {
    exchanges.forget();
    transactions.forget();
    statements.clear();
    errors.clear();
    notices.clear();
    notifications.clear();
    notes.clear();
  }

  /** Nothing is under way any more, whatever was. */
  void becomeQuiet() {
    if (copyExchange != null) {
      exchanges.complete(copyExchange, null);
    }
    copy = null;
    copyExchange = null;
    earlyCopy.clear();
    swallowedSyncs = 0;
    skipping = false;
  }

  /** Forgets data that was sent ahead for a COPY that never began. */
  void forgetEarlyCopy() {
    earlyCopy.removeBefore(pipeline.isEmpty() ? Integer.MAX_VALUE : pipeline.head().index);
  }

  /** Takes the server's view when nothing is pending, if the client's may be another. */
  void agree() {
    if (clientMayBeWrong && pipeline.isEmpty()) {
      client.become(server);
      clientMayBeWrong = false;
    }
  }

  /**
   * Returns whether the end of all portals changes nothing for what is pending, which binds the
   * only one, the unnamed, anew before it is used. Nearly always so, and then a long pipeline need
   * not be gone through again for each of its transactions.
   */
  boolean canDoWithoutPortals() {
    return !server.hasNamedPortal()
        && !client.hasNamedPortal()
        && (!client.hasPortal() || pipeline.replaces(Request::unnamedPortal));
  }

  /**
   * Returns whether it changes nothing for what is pending that {@code requests} do not succeed:
   * they would have changed no name, and what is unnamed is replaced before it is used.
   */
  boolean canDoWithout(List<Request> requests) {
    boolean portal = false;
    boolean statement = false;
    for (Request request : requests) {
      if (request.changesName()) {
        return false;
      }
      portal |= request.unnamedPortal() == Request.Unnamed.REPLACES;
      statement |= request.unnamedStatement() == Request.Unnamed.REPLACES;
    }
    return (!portal || pipeline.replaces(Request::unnamedPortal))
        && (!statement || pipeline.replaces(Request::unnamedStatement));
  }

  /** What the client believes is no longer right: start again from what the server has. */
  void believeServer() {
    client.become(server);
    pipeline.forEach(request -> request.resolve(client));
    clientMayBeWrong = false;
  }

  /** The server will not get to {@code requests}. */
  void skip(List<Request> requests, int index) {
    for (Request request : requests) {
      request
          .execution()
          .filter(statement -> statement.outcome == Statement.Outcome.PENDING)
          .ifPresent(statement -> statement.end(Statement.Outcome.SKIPPED, index));
    }
  }
}
