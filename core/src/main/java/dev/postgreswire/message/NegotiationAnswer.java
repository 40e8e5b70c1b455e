package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Answers SSLRequest or GSSENCRequest with one byte, without type or length.
 *
 * @param answer {@code S} for TLS, {@code G} for GSSAPI, {@code N} for neither
 */
public record NegotiationAnswer(char answer) implements BackendMessage {
  static NegotiationAnswer decode(WireReader in) {
    return new NegotiationAnswer(in.char8("answer"));
  }

  @Override
  public MessageType type() {
    return MessageType.NEGOTIATION_ANSWER;
  }

  @Override
  public void encode(WireWriter out) {
    out.int8(answer);
  }

  /** Returns whether the session is encrypted from here on. */
  public boolean isAccepted() {
    return answer == 'S' || answer == 'G';
  }
}
