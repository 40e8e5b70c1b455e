package dev.postgreswire.message.replication;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * BASE_BACKUP: contents of an archive or of the manifest.
 *
 * @param data the contents
 */
public record BackupData(Bytes data) implements ReplicationMessage {
  static BackupData decode(WireReader in) {
    return new BackupData(in.rest("data"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('d').bytes(data);
  }
}
