package dev.postgreswire.message.replication;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * BASE_BACKUP: how far it is.
 *
 * @param bytesDone bytes of the current tablespace so far
 */
public record BackupProgress(long bytesDone) implements ReplicationMessage {
  static BackupProgress decode(WireReader in) {
    return new BackupProgress(in.int64("bytesDone"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('p').int64(bytesDone);
  }
}
