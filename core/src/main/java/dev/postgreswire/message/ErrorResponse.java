package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * An error; with severity FATAL or PANIC the session ends.
 *
 * @param fields all fields in the order they were sent, unknown ones too
 */
public record ErrorResponse(List<ErrorField> fields) implements BackendMessage, Diagnostic {
  /** Copies the lists. */
  public ErrorResponse {
    fields = List.copyOf(fields);
  }

  static ErrorResponse decode(WireReader in) {
    return new ErrorResponse(ErrorField.decodeAll(in));
  }

  @Override
  public MessageType type() {
    return MessageType.ERROR_RESPONSE;
  }

  @Override
  public void encode(WireWriter out) {
    ErrorField.encodeAll(out, fields);
  }
}
