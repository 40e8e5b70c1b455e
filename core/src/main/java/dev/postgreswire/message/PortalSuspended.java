package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** A portal gave as many rows as Execute allowed; there may be more. */
public record PortalSuspended() implements BackendMessage {
  static PortalSuspended decode(WireReader in) {
    return new PortalSuspended();
  }

  @Override
  public MessageType type() {
    return MessageType.PORTAL_SUSPENDED;
  }

  @Override
  public void encode(WireWriter out) {
    // no body
  }
}
