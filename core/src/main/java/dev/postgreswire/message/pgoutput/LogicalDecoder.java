package dev.postgreswire.message.pgoutput;

import dev.postgreswire.wire.WireReader;
import java.util.OptionalInt;

/** The messages of pgoutput by their types; null for unknown ones. */
final class LogicalDecoder {
  private LogicalDecoder() {}

  static LogicalMessage decode(int type, boolean inStream, boolean parallel, WireReader in) {
    return switch (type) {
      case 'R', 'Y', 'I', 'U', 'D', 'T', 'M' ->
          streamed(type, in, inStream ? OptionalInt.of(in.int32("xid")) : OptionalInt.empty());
      case 'B' -> Begin.decode(in);
      case 'C' -> Commit.decode(in);
      case 'O' -> Origin.decode(in);
      case 'S' -> StreamStart.decode(in);
      case 'E' -> StreamStop.decode(in);
      case 'c' -> StreamCommit.decode(in);
      case 'A' -> StreamAbort.decode(in, parallel);
      case 'b' -> BeginPrepare.decode(in);
      case 'P' -> Prepare.decode(in);
      case 'p' -> StreamPrepare.decode(in);
      case 'K' -> CommitPrepared.decode(in);
      case 'r' -> RollbackPrepared.decode(in);
      default -> null;
    };
  }

  /** The messages that say within a stream which transaction they are of. */
  private static LogicalMessage streamed(int type, WireReader in, OptionalInt xid) {
    return switch (type) {
      case 'R' -> Relation.decode(in, xid);
      case 'Y' -> Type.decode(in, xid);
      case 'I' -> Insert.decode(in, xid);
      case 'U' -> Update.decode(in, xid);
      case 'D' -> Delete.decode(in, xid);
      case 'T' -> Truncate.decode(in, xid);
      default -> LogicalDecodingMessage.decode(in, xid);
    };
  }
}
