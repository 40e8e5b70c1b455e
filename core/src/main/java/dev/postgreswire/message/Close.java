package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Closes a prepared statement or a portal.
 *
 * @param target whether {@code name} is that of a statement or of a portal
 * @param name its name; empty for the unnamed one
 */
public record Close(Target target, String name) implements FrontendMessage {
  static Close decode(WireReader in) {
    return new Close(Target.decode(in), in.cString("name"));
  }

  @Override
  public MessageType type() {
    return MessageType.CLOSE;
  }

  @Override
  public void encode(WireWriter out) {
    out.int8(target.code()).cString(name);
  }
}
