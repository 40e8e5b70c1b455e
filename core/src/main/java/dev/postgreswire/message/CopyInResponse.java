package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * The server is ready to take in data.
 *
 * @param overallFormat text (separated by newlines and such) or binary
 * @param columnFormats the format of each column; there are none in replication
 */
public record CopyInResponse(Format overallFormat, List<Format> columnFormats)
    implements BackendMessage, CopyResponse {
  /** Copies the lists. */
  public CopyInResponse {
    columnFormats = List.copyOf(columnFormats);
  }

  static CopyInResponse decode(WireReader in) {
    return new CopyInResponse(
        in.as(r -> new Format(r.int8("overallFormat"))),
        in.list("columnFormats", in.uint16("columnCount"), Format::decode));
  }

  @Override
  public MessageType type() {
    return MessageType.COPY_IN_RESPONSE;
  }

  @Override
  public void encode(WireWriter out) {
    out.int8(overallFormat.code());
    Codec.formats(out, columnFormats);
  }
}
