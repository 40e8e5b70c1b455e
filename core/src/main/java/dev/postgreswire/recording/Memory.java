package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.TransactionStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a conversation has to remember between two exchanges. Nothing in it changes.
 *
 * @param handshake what the beginning said; null before it is over
 * @param tls the TLS session, whose counts go on; null without one
 * @param isEncrypted whether nothing can be read any more
 * @param context what the messages say about the meaning of the next
 * @param names prepared statements and portals
 * @param parameters the server's, as last reported
 * @param transaction the one that is open; null without one
 * @param defaults what SET SESSION CHARACTERISTICS says of transactions to come
 * @param exchanges how many exchanges there were
 * @param status what the last ReadyForQuery said; null before
 * @param fatal the error that ended the session; null without one
 * @param terminated whether the client said Terminate
 * @param copied whether there was a COPY, of which messages may still come
 */
record Memory(
    Handshake handshake,
    TlsTracker tls,
    boolean isEncrypted,
    DecodingContext context,
    Namespace names,
    Map<String, String> parameters,
    OpenTransaction transaction,
    TransactionModes defaults,
    int exchanges,
    TransactionStatus status,
    RecordedError fatal,
    boolean terminated,
    boolean copied) {
  /** Before the first message. */
  static final Memory NONE =
      new Memory(
          null,
          null,
          false,
          DecodingContext.initial(),
          new Namespace(),
          Map.of(),
          null,
          TransactionModes.NONE,
          0,
          null,
          null,
          false,
          false);

  static Memory of(
      Handshake handshake,
      TlsTracker tls,
      boolean isEncrypted,
      DecodingContext context,
      Session session) {
    return new Memory(
        handshake,
        tls,
        isEncrypted,
        context,
        session.server.copy(),
        new LinkedHashMap<>(session.parameters),
        session.transactions.continued(),
        session.transactions.defaults(),
        session.exchanges.count(),
        session.status,
        session.fatal,
        session.terminated,
        session.copyExchange != null);
  }

  /** Returns what is remembered after {@code more} exchanges that leave nothing behind. */
  Memory afterMore(int more) {
    return new Memory(
        handshake,
        tls,
        isEncrypted,
        context,
        names,
        parameters,
        transaction,
        defaults,
        exchanges + more,
        status,
        fatal,
        terminated,
        copied);
  }

  /** Returns whether nothing has been said yet. */
  boolean isBeginning() {
    return handshake == null;
  }

  /** Returns a session that goes on from here, and changes nothing here. */
  Session resume(MessageView messages) {
    Session session =
        new Session(
            messages,
            new ExchangeTracker(exchanges),
            new TransactionTracker(
                messages, transaction == null ? null : transaction.continued(), defaults),
            names.copy());
    session.parameters.putAll(parameters);
    session.status = status;
    session.fatal = fatal;
    session.terminated = terminated;
    if (copied) {
      // It began before what is seen here: what comes late is in nobody's exchange now.
      session.copyExchange = new OpenExchange(Exchange.Kind.OTHER);
    }
    return session;
  }
}
