package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.Optional;

/**
 * The result of a FunctionCall.
 *
 * @param value the result, in the format asked for; empty for NULL
 */
public record FunctionCallResponse(Optional<Bytes> value) implements BackendMessage {
  static FunctionCallResponse decode(WireReader in) {
    return new FunctionCallResponse(in.sized("value"));
  }

  @Override
  public MessageType type() {
    return MessageType.FUNCTION_CALL_RESPONSE;
  }

  @Override
  public void encode(WireWriter out) {
    Codec.sized(out, value);
  }
}
