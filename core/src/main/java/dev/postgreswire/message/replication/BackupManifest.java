package dev.postgreswire.message.replication;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/** BASE_BACKUP: the manifest begins. */
public record BackupManifest() implements ReplicationMessage {
  static BackupManifest decode(WireReader in) {
    return new BackupManifest();
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('m');
  }
}
