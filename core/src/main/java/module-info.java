/**
 * Records what an application says to PostgreSQL over the wire. All packages are exported save
 * {@code dev.postgreswire.loopback}, where the sockets and threads are.
 */
@SuppressWarnings({
  "requires-automatic",
  "requires-transitive-automatic"
}) // pgjdbc has no module-info
module dev.postgreswire.core {
  // Only dev.postgreswire.assertj needs it.
  requires static transitive org.assertj.core;
  // Only dev.postgreswire.pgjdbc needs it.
  requires static java.sql;
  requires static transitive org.postgresql.jdbc;

  exports dev.postgreswire.assertj;
  exports dev.postgreswire.message.copy;
  exports dev.postgreswire.message.pgoutput;
  exports dev.postgreswire.message.replication;
  exports dev.postgreswire.message;
  exports dev.postgreswire.pgjdbc;
  exports dev.postgreswire.recording.filter;
  exports dev.postgreswire.recording;
  exports dev.postgreswire.report.capture;
  exports dev.postgreswire.report;
  exports dev.postgreswire.tls;
  exports dev.postgreswire.type;
  exports dev.postgreswire.wire;
  exports dev.postgreswire;
}
