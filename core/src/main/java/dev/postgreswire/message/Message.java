package dev.postgreswire.message;

import dev.postgreswire.wire.WireWriter;

/**
 * A message of the frontend/backend protocol. Its records are named as in the PostgreSQL manual.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message
 *     Formats</a>
 */
public sealed interface Message permits FrontendMessage, BackendMessage {
  /** Returns which message it is, for a {@code switch}. */
  MessageType type();

  /**
   * Writes its body: what follows type byte and length. Of messages that have neither, and of what
   * could not be decoded, that is everything.
   */
  void encode(WireWriter out);
}
