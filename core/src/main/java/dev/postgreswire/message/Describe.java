package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * Asks what a prepared statement or a portal takes and returns.
 *
 * @param target whether {@code name} is that of a statement or of a portal
 * @param name its name; empty for the unnamed one
 */
public record Describe(Target target, String name) implements FrontendMessage {
  static Describe decode(WireReader in) {
    return new Describe(Target.decode(in), in.cString("name"));
  }

  @Override
  public MessageType type() {
    return MessageType.DESCRIBE;
  }

  @Override
  public void encode(WireWriter out) {
    out.int8(target.code()).cString(name);
  }
}
