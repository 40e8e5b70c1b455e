package dev.postgreswire.message.replication;

import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.Optional;

/**
 * A message that replication puts into CopyData.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-replication.html">Streaming
 *     Replication Protocol</a>
 */
public sealed interface ReplicationMessage
    permits XLogData,
        PrimaryKeepalive,
        PrimaryStatusUpdate,
        StandbyStatusUpdate,
        HotStandbyFeedback,
        PrimaryStatusRequest,
        BackupArchive,
        BackupManifest,
        BackupData,
        BackupProgress,
        UndecodedReplication {
  /** Writes it as the data of a CopyData. */
  void encode(WireWriter out);

  /**
   * Returns what {@code message} holds; empty when {@code context} does not say that it is
   * replication.
   *
   * @param direction who sent it
   * @param message the message
   * @param context what was known before it
   */
  static Optional<ReplicationMessage> of(
      Direction direction, CopyData message, DecodingContext context) {
    if (!isExpected(direction, context)) {
      return Optional.empty();
    }
    try {
      WireReader in = WireReader.of(message.data(), 0, context.charset());
      return Optional.of(decode(direction, context, in));
    } catch (MalformedMessageException e) {
      return Optional.of(new UndecodedReplication(message.data(), e.getMessage(), e.offset()));
    }
  }

  /** Returns whether CopyData that {@code direction} sends now hold messages of replication. */
  static boolean isExpected(Direction direction, DecodingContext context) {
    return context.inCopyBoth() || (direction == Direction.BACKEND && context.inBaseBackup());
  }

  /**
   * Reads what a CopyData holds.
   *
   * @throws MalformedMessageException if it has not the form of a message of replication
   */
  static ReplicationMessage decode(Direction direction, DecodingContext context, WireReader in) {
    int start = in.position();
    int type = in.char8("type");
    ReplicationMessage message =
        context.inBaseBackup()
            ? ReplicationDecoder.backup(type, in)
            : ReplicationDecoder.both(direction, type, in);
    if (message == null) {
      throw in.fault("type", String.format("0x%02x is unknown", type), start);
    }
    in.expectEnd();
    return message;
  }
}
