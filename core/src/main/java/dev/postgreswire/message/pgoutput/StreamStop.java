package dev.postgreswire.message.pgoutput;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** A part of a transaction still in progress ends. */
public record StreamStop() implements LogicalMessage {
  static StreamStop decode(WireReader in) {
    return new StreamStop();
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('E');
  }
}
