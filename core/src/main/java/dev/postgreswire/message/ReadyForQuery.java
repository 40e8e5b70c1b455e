package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * The server awaits the next command.
 *
 * @param status whether the session is in a transaction block
 */
public record ReadyForQuery(TransactionStatus status) implements BackendMessage {
  static ReadyForQuery decode(WireReader in) {
    return new ReadyForQuery(TransactionStatus.decode(in));
  }

  @Override
  public MessageType type() {
    return MessageType.READY_FOR_QUERY;
  }

  @Override
  public void encode(WireWriter out) {
    out.int8(status.code());
  }
}
