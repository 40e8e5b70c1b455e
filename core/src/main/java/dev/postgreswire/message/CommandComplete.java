package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * A command is complete.
 *
 * @param tag which command it was, and how many rows it touched
 */
public record CommandComplete(CommandTag tag) implements BackendMessage {
  static CommandComplete decode(WireReader in) {
    return new CommandComplete(in.as(r -> new CommandTag(r.cString("tag"))));
  }

  @Override
  public MessageType type() {
    return MessageType.COMMAND_COMPLETE;
  }

  @Override
  public void encode(WireWriter out) {
    out.cString(tag.text());
  }
}
