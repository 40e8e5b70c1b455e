package dev.postgreswire.message.replication;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * BASE_BACKUP: a new archive begins.
 *
 * @param name the name of its file
 * @param tablespace the path of the tablespace; empty for the data directory
 */
public record BackupArchive(String name, String tablespace) implements ReplicationMessage {
  static BackupArchive decode(WireReader in) {
    return new BackupArchive(in.cString("name"), in.cString("tablespace"));
  }

  @Override
  public void encode(WireWriter out) {
    out.int8('n').cString(name).cString(tablespace);
  }
}
