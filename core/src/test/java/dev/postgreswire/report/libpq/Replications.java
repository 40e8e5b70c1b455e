package dev.postgreswire.report.libpq;

import dev.postgreswire.testing.TestServer;
import java.nio.ByteBuffer;

/** Sessions of a standby and of a subscriber. */
final class Replications {
  /** Where a message of pgoutput begins in XLogData. */
  private static final int LOGICAL = 25;

  private Replications() {}

  static void physical(PqSession session) {
    session.exec("SHOW wal_segment_size");
    session.exec("START_REPLICATION PHYSICAL " + session.value("IDENTIFY_SYSTEM", 2));
    session.copyData(statusUpdate());
    // The status asks for an answer, so that there is one message at least.
    session.takeCopyData();
    end(session);
  }

  static void logical(PqSession session) throws Exception {
    TestServer server = TestServer.current();
    server.execute(
        "drop publication if exists trace_publication; drop table if exists trace_replicated;"
            + " create table trace_replicated (id int primary key, name text);"
            + " create publication trace_publication for table trace_replicated");
    session.exec("CREATE_REPLICATION_SLOT trace_slot TEMPORARY LOGICAL pgoutput");
    server.execute("insert into trace_replicated values (1, 'ä'), (2, null)");
    session.exec(
        "START_REPLICATION SLOT trace_slot LOGICAL 0/0"
            + " (proto_version '1', publication_names 'trace_publication')");
    char message = 0;
    while (message != 'C') {
      byte[] data = session.takeCopyData().orElseThrow();
      message = data[0] == 'w' ? (char) data[LOGICAL] : 0;
    }
    session.copyData(statusUpdate());
    end(session);
    server.execute("drop publication trace_publication; drop table trace_replicated");
  }

  private static byte[] statusUpdate() {
    long wal = 0;
    long time = 0;
    byte answer = 1;
    return ByteBuffer.allocate(34)
        .put((byte) 'r')
        .putLong(wal)
        .putLong(wal)
        .putLong(wal)
        .putLong(time)
        .put(answer)
        .array();
  }

  private static void end(PqSession session) {
    session.check(session.pq().PQputCopyEnd(session.handle(), null));
    while (session.takeCopyData().isPresent()) {
      // Whatever was under way: both traces have it.
    }
    session.results();
  }
}
