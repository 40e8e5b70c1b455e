package dev.postgreswire.message.pgoutput;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.ReplicationStart;
import dev.postgreswire.message.replication.XLogData;
import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.Optional;

/**
 * A message of the output plugin pgoutput, which logical replication puts into {@link XLogData}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-logicalrep-message-formats.html">
 *     Logical Replication Message Formats</a>
 */
public sealed interface LogicalMessage
    permits Begin,
        Commit,
        Origin,
        Relation,
        Type,
        Insert,
        Update,
        Delete,
        Truncate,
        LogicalDecodingMessage,
        StreamStart,
        StreamStop,
        StreamCommit,
        StreamAbort,
        BeginPrepare,
        Prepare,
        StreamPrepare,
        CommitPrepared,
        RollbackPrepared,
        UndecodedLogical {
  /** Writes it as the data of an {@link XLogData}. */
  void encode(WireWriter out);

  /**
   * Returns what {@code message} holds; empty when {@code context} does not say that it is of
   * pgoutput.
   *
   * @param message the message
   * @param context what was known before it
   */
  static Optional<LogicalMessage> of(XLogData message, DecodingContext context) {
    if (!context.isPgoutput()) {
      return Optional.empty();
    }
    try {
      return Optional.of(decode(context, WireReader.of(message.data(), 0, context.charset())));
    } catch (MalformedMessageException e) {
      return Optional.of(new UndecodedLogical(message.data(), e.getMessage(), e.offset()));
    }
  }

  /**
   * Reads what an XLogData holds.
   *
   * @throws MalformedMessageException if it has not the form of a message of pgoutput
   */
  static LogicalMessage decode(DecodingContext context, WireReader in) {
    boolean parallel = context.replicationStart().filter(ReplicationStart::isParallel).isPresent();
    int start = in.position();
    int type = in.char8("type");
    LogicalMessage message = LogicalDecoder.decode(type, context.inStream(), parallel, in);
    if (message == null) {
      throw in.fault("type", String.format("0x%02x is unknown", type), start);
    }
    in.expectEnd();
    return message;
  }
}
