package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * Data is to follow.
 *
 * @param overallFormat text (separated by newlines and such) or binary
 * @param columnFormats the format of each column; there are none in replication
 */
public record CopyOutResponse(Format overallFormat, List<Format> columnFormats)
    implements BackendMessage, CopyResponse {
  /** Copies the lists. */
  public CopyOutResponse {
    columnFormats = List.copyOf(columnFormats);
  }

  static CopyOutResponse decode(WireReader in) {
    return new CopyOutResponse(
        in.as(r -> new Format(r.int8("overallFormat"))),
        in.list("columnFormats", in.uint16("columnCount"), Format::decode));
  }

  @Override
  public MessageType type() {
    return MessageType.COPY_OUT_RESPONSE;
  }

  @Override
  public void encode(WireWriter out) {
    out.int8(overallFormat.code());
    Codec.formats(out, columnFormats);
  }
}
