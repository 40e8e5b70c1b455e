package dev.postgreswire.recording;

/**
 * What a client asked for before its startup packet, and what the server answered.
 *
 * @param kind which encryption
 * @param answer what came of it
 */
public record EncryptionRequest(Kind kind, Answer answer) {
  /** Which encryption a client can ask for. */
  public enum Kind {
    /** TLS, by SSLRequest. */
    TLS,
    /** GSSAPI encryption, by GSSENCRequest. */
    GSS
  }

  /** What a server can answer. */
  public enum Answer {
    /** Nothing yet. */
    NONE,
    /** {@code S} or {@code G}: go ahead. */
    ACCEPTED,
    /** {@code N}: not here; the client may go on without. */
    REFUSED,
    /** An error, which ends the connection. */
    ERROR
  }
}
