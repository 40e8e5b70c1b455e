package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** Answers an empty query string. */
public record EmptyQueryResponse() implements BackendMessage {
  static EmptyQueryResponse decode(WireReader in) {
    return new EmptyQueryResponse();
  }

  @Override
  public MessageType type() {
    return MessageType.EMPTY_QUERY_RESPONSE;
  }

  @Override
  public void encode(WireWriter out) {
    // no body
  }
}
