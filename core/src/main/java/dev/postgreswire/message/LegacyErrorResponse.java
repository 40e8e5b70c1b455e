package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * An error in the form of protocol 2, which has no length: servers send it when they cannot fork,
 * and old ones before the startup packet has been read.
 *
 * @param message the text of the error
 */
public record LegacyErrorResponse(String message) implements BackendMessage {
  static LegacyErrorResponse decode(WireReader in) {
    if (in.char8("type") != 'E') {
      throw in.fault("type", "is not 'E'", 0);
    }
    return new LegacyErrorResponse(in.cString("message"));
  }

  @Override
  public MessageType type() {
    return MessageType.LEGACY_ERROR_RESPONSE;
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('E').cString(message);
  }
}
