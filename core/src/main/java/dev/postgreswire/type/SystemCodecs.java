package dev.postgreswire.type;

import dev.postgreswire.wire.WireReader;
import java.util.List;

/** Types of the server's own; a value is its text. */
final class SystemCodecs {
  /** A row's place: block and index. Source: {@code tidrecv} in {@code tid.c}. */
  static final Codec TID =
      Codec.textual(
          in -> "(" + Integer.toUnsignedString(in.int32("block")) + "," + in.uint16("index") + ")");

  /** A place in the write-ahead log. Source: {@code pg_lsn_out} in {@code pg_lsn.c}. */
  static final Codec LSN =
      Codec.textual(in -> "%X/%X".formatted(in.int32("high"), in.int32("low")));

  /** Source: {@code pg_snapshot_recv} in {@code xid8funcs.c}. */
  static final Codec SNAPSHOT = Codec.textual(SystemCodecs::snapshot);

  private SystemCodecs() {}

  private static String snapshot(WireReader in) {
    int count = in.int32("count");
    String bounds = xid(in) + ":" + xid(in) + ":";
    List<String> running = in.list("xip", count, SystemCodecs::xid);
    return bounds + String.join(",", running);
  }

  private static String xid(WireReader in) {
    return Long.toUnsignedString(in.int64("xid"));
  }
}
