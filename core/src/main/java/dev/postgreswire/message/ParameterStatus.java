package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Tells the value of a setting, at the beginning and whenever it changes.
 *
 * @param name the name of the setting
 * @param value its value now
 */
public record ParameterStatus(String name, String value) implements BackendMessage {
  static ParameterStatus decode(WireReader in) {
    return new ParameterStatus(in.cString("name"), in.cString("value"));
  }

  @Override
  public MessageType type() {
    return MessageType.PARAMETER_STATUS;
  }

  @Override
  public void encode(WireWriter out) {
    out.cString(name).cString(value);
  }
}
