package dev.postgreswire.recording;

/** What a connection was about when a message was sent. */
public enum Phase {
  /** Agreeing on encryption: SSLRequest, GSSENCRequest and the answers. */
  NEGOTIATION,
  /** Records of a TLS session, or packets of a GSSAPI one, that nobody has decrypted. */
  TLS,
  /** From StartupMessage to the first ReadyForQuery, save authentication. */
  STARTUP,
  /** Who is there: from the first Authentication message to AuthenticationOk. */
  AUTHENTICATION,
  /** Queries and their results. */
  QUERY,
  /** The data of a COPY. */
  COPY,
  /** Data that flows both ways after START_REPLICATION. */
  REPLICATION,
  /** CancelRequest. */
  CANCEL,
  /** Terminate. */
  TERMINATION,
  /** Nobody can say: bytes in which no message can be found. */
  UNKNOWN
}
