package dev.postgreswire.wire;

/**
 * How a frame is delimited. PostgreSQL's protocol has several framings on one socket.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message
 *     Formats</a>
 */
public enum FrameKind {
  /**
   * {@code int32 length, int32 code, body}: StartupMessage, SSLRequest, GSSENCRequest,
   * CancelRequest.
   */
  STARTUP,
  /** One raw byte: the server's answer to SSLRequest or GSSENCRequest. */
  NEGOTIATION_ANSWER,
  /** {@code byte type, int32 length, body}: everything after the startup packet. */
  MESSAGE,
  /** {@code 'E', text, NUL}, without a length: an error in the form of protocol 2. */
  LEGACY_ERROR,
  /** {@code byte type, int16 version, int16 length, body}: a TLS record (RFC 8446, section 5.1). */
  TLS_RECORD,
  /** {@code int32 length, token or wrapped data}: a packet of a GSSAPI-encrypted session. */
  GSS_PACKET,
  /** Bytes in which no frame can be found; where they begin and why is in {@link Frame#fault()}. */
  UNFRAMED
}
