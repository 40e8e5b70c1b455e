package dev.postgreswire.recording;

import dev.postgreswire.message.TransactionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a conversation came to, as far as it lies in a window.
 *
 * @param handshake what its beginning said
 * @param preparedBefore the named statements before the first message of the window
 * @param tls its TLS session
 * @param tlsAgreedAt when both its hellos had come
 * @param serverParameters as last reported
 * @param messages those within the window
 * @param exchanges those that began within the window
 * @param statements those whose execution was asked for within the window
 * @param transactions those with a statement within the window
 * @param errors those within the window
 * @param notices those within the window
 * @param notifications those within the window
 * @param fatalError the error that ended the session
 * @param isTerminated whether the client said Terminate
 * @param preparedStatements the named ones at the end
 * @param status what the last ReadyForQuery said
 * @param notes remarks
 * @param pending what is under way
 */
record Replay(
    Handshake handshake,
    Map<String, String> preparedBefore,
    Optional<TlsSession> tls,
    Optional<Instant> tlsAgreedAt,
    Map<String, String> serverParameters,
    List<RecordedMessage> messages,
    List<Exchange> exchanges,
    List<Statement> statements,
    List<Transaction> transactions,
    List<RecordedError> errors,
    List<RecordedNotice> notices,
    List<Notification> notifications,
    Optional<RecordedError> fatalError,
    boolean isTerminated,
    Map<String, String> preparedStatements,
    Optional<TransactionStatus> status,
    List<TimedNote> notes,
    String pending) {

  static Replay of(ConnectionSnapshot snapshot) {
    LogView log = snapshot.view();
    Conversation conversation = snapshot.checkpoint().resume(log);
    int from = Math.max(snapshot.from(), snapshot.checkpoint().index());
    conversation.takeUpTo(Math.min(from, log.end()));
    Map<String, String> before = conversation.session().server.named();
    conversation.takeUpTo(log.end());
    conversation.end(snapshot.ending(), snapshot.closedAt());
    Session session = conversation.session();
    return new Replay(
        conversation.handshake(),
        Collections.unmodifiableMap(before),
        snapshot.tls().map(TlsFacts::session).or(conversation::tls),
        snapshot
            .tls()
            .map(TlsFacts::agreedAt)
            .orElseGet(conversation::tlsAgreedAt)
            .map(snapshot.began()::plusNanos),
        Collections.unmodifiableMap(new LinkedHashMap<>(session.parameters)),
        conversation.messages().list(Math.min(from, log.end()), log.end()),
        exchanges(session, from),
        statements(session.statements, from),
        transactions(session, from, snapshot.id()),
        errors(session, from),
        session.notices.stream().filter(notice -> notice.messageIndex() >= from).toList(),
        session.notifications.stream().filter(n -> n.messageIndex() >= from).toList(),
        Optional.ofNullable(session.fatal),
        session.terminated,
        Collections.unmodifiableMap(session.server.named()),
        Optional.ofNullable(session.status),
        notes(snapshot, session, from),
        conversation.pending());
  }

  private static List<Exchange> exchanges(Session session, int from) {
    return session.exchanges.all().stream()
        .filter(exchange -> exchange.messages.first() >= from)
        .map(exchange -> new Exchange(exchange, session.messages))
        .toList();
  }

  private static List<Statement> statements(List<OpenStatement> statements, int from) {
    return statements.stream()
        .filter(statement -> statement.messageIndex >= from)
        .map(OpenStatement::frozen)
        .toList();
  }

  private static List<Transaction> transactions(Session session, int from, int connectionId) {
    List<Transaction> transactions = new ArrayList<>();
    for (OpenTransaction open : session.transactions.all()) {
      List<Statement> within = statements(open.statements, from);
      if (!within.isEmpty()) {
        transactions.add(new Transaction(open, within, connectionId));
      }
    }
    return List.copyOf(transactions);
  }

  private static List<RecordedError> errors(Session session, int from) {
    return session.errors.stream().filter(error -> error.messageIndex() >= from).toList();
  }

  private static List<TimedNote> notes(ConnectionSnapshot snapshot, Session session, int from) {
    List<TimedNote> notes = new ArrayList<>(snapshot.notes());
    int forgotten = snapshot.checkpoint().index() - snapshot.from();
    if (forgotten > 0) {
      String text =
          forgotten
              + " messages from #"
              + snapshot.from()
              + " on are not here any more: no window was open, or the memory limit was reached";
      notes.add(new TimedNote(snapshot.openedAt(), text));
    }
    for (Session.Note note : session.notes) {
      if (note.index() >= from) {
        String text = "#" + note.index() + ": " + note.text();
        notes.add(new TimedNote(session.messages.time(note.index()), text));
      }
    }
    return List.copyOf(notes);
  }
}
