package dev.postgreswire.message.copy;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** The end of COPY in binary format: a count of columns of -1. */
public record CopyTrailer() implements CopyBinary {
  private static final int END = -1;

  static CopyTrailer decode(WireReader in) {
    int start = in.position();
    if (in.int16("trailer") != END) {
      throw in.fault("trailer", "is not -1", start);
    }
    return new CopyTrailer();
  }

  @Override
  public void encode(WireWriter out) {
    out.int16(END);
  }
}
