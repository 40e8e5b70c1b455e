package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * A notice, which fails nothing.
 *
 * @param fields all fields in the order they were sent, unknown ones too
 */
public record NoticeResponse(List<ErrorField> fields) implements BackendMessage, Diagnostic {
  /** Copies the lists. */
  public NoticeResponse {
    fields = List.copyOf(fields);
  }

  static NoticeResponse decode(WireReader in) {
    return new NoticeResponse(ErrorField.decodeAll(in));
  }

  @Override
  public MessageType type() {
    return MessageType.NOTICE_RESPONSE;
  }

  @Override
  public void encode(WireWriter out) {
    ErrorField.encodeAll(out, fields);
  }
}
