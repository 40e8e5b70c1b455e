package dev.postgreswire.message.replication;

import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireReader;

/** The messages of replication by their types; null for unknown ones. */
final class ReplicationDecoder {
  private ReplicationDecoder() {}

  static ReplicationMessage both(Direction direction, int type, WireReader in) {
    if (direction == Direction.BACKEND) {
      return switch (type) {
        case 'w' -> XLogData.decode(in);
        case 'k' -> PrimaryKeepalive.decode(in);
        case 's' -> PrimaryStatusUpdate.decode(in);
        default -> null;
      };
    }
    return switch (type) {
      case 'r' -> StandbyStatusUpdate.decode(in);
      case 'h' -> HotStandbyFeedback.decode(in);
      case 'p' -> PrimaryStatusRequest.decode(in);
      default -> null;
    };
  }

  static ReplicationMessage backup(int type, WireReader in) {
    return switch (type) {
      case 'n' -> BackupArchive.decode(in);
      case 'm' -> BackupManifest.decode(in);
      case 'd' -> BackupData.decode(in);
      case 'p' -> BackupProgress.decode(in);
      default -> null;
    };
  }
}
