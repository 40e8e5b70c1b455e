/**
 * What replication puts into CopyData: write-ahead log, status of both sides, and base backups.
 *
 * <p>Start with {@link dev.postgreswire.message.replication.ReplicationMessage#of}. What it cannot
 * decode becomes {@link dev.postgreswire.message.replication.UndecodedReplication}; encoding what
 * was decoded gives the same bytes.
 */
package dev.postgreswire.message.replication;
