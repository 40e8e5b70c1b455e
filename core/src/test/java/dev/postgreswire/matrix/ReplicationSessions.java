package dev.postgreswire.matrix;

import dev.postgreswire.testing.TestRole;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.IntPredicate;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.postgresql.replication.fluent.logical.ChainedLogicalStreamBuilder;

/** Sessions of replication connections: physical, and logical by pgoutput. */
final class ReplicationSessions {
  private ReplicationSessions() {}

  static void physical(Route route) throws SQLException {
    Route replication =
        route
            .as(TestRole.REPLICATION)
            .with("replication=true", "preferQueryMode=simple", "assumeMinServerVersion=14");
    try (Connection connection = replication.connect();
        Statement statement = connection.createStatement()) {
      String start;
      try (ResultSet system = statement.executeQuery("IDENTIFY_SYSTEM")) {
        system.next();
        start = system.getString("xlogpos");
      }
      QuerySessions.read(statement.executeQuery("SHOW wal_level"));
      PGReplicationStream stream =
          connection
              .unwrap(PGConnection.class)
              .getReplicationAPI()
              .replicationStream()
              .physical()
              .withStartPosition(LogSequenceNumber.valueOf(start))
              .start();
      route.server().execute("create table if not exists physical_pet (id int)");
      route.server().execute("insert into physical_pet values (1)");
      stream.read();
      stream.setFlushedLSN(stream.getLastReceiveLSN());
      stream.forceUpdateStatus();
      stream.close();
    }
  }

  static void logical(Route route) throws SQLException {
    String name = "logical_" + route.role().userName();
    route
        .server()
        .execute("create table if not exists " + name + " (id int primary key, pet text)");
    route.server().execute("create publication " + name + " for table " + name);
    try {
      stream(route, name, false, 1, type -> type == 'C');
    } finally {
      route.server().execute("drop publication " + name);
    }
  }

  /** Streams a transaction that does not fit the decoder's memory, and a prepared one. */
  static void streamedAndTwoPhase(Route route) throws SQLException {
    String name = "streamed_" + route.role().userName();
    route
        .server()
        .execute("create table if not exists " + name + " (id int primary key, pet text)");
    route.server().execute("create publication " + name + " for table " + name);
    try {
      boolean twoPhase = route.server().version() >= 15;
      stream(route, name, twoPhase, twoPhase ? 3 : 2, type -> type == (twoPhase ? 'K' : 'c'));
    } finally {
      route.server().execute("drop publication " + name);
    }
  }

  private static void stream(
      Route route, String name, boolean twoPhase, int protocol, IntPredicate isLast)
      throws SQLException {
    Route replication =
        route
            .as(TestRole.REPLICATION)
            .with(
                "replication=database",
                "preferQueryMode=simple",
                "assumeMinServerVersion=14",
                "options=-c%20logical_decoding_work_mem=64kB");
    try (Connection connection = replication.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE_REPLICATION_SLOT "
              + name
              + " TEMPORARY LOGICAL pgoutput"
              + (twoPhase ? " (TWO_PHASE)" : ""));
      ChainedLogicalStreamBuilder options =
          connection
              .unwrap(PGConnection.class)
              .getReplicationAPI()
              .replicationStream()
              .logical()
              .withSlotName(name)
              .withSlotOption("proto_version", protocol)
              .withSlotOption("publication_names", name)
              .withSlotOption("messages", true);
      if (protocol > 1) {
        options = options.withSlotOption("streaming", "on");
      }
      PGReplicationStream stream = options.start();
      change(route, name, protocol > 1, twoPhase);
      readUpTo(stream, isLast);
      stream.setAppliedLSN(stream.getLastReceiveLSN());
      stream.setFlushedLSN(stream.getLastReceiveLSN());
      stream.forceUpdateStatus();
      stream.close();
    }
  }

  private static void change(Route route, String table, boolean large, boolean twoPhase)
      throws SQLException {
    try (Connection connection = route.server().connect(TestRole.ADMIN);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("alter table " + table + " replica identity full");
      statement.execute("select pg_logical_emit_message(true, 'matrix', 'Rex was here')");
      String rows = large ? "3000" : "3";
      statement.execute(
          "insert into "
              + table
              + " select i, repeat('x', 100) from generate_series(1, "
              + rows
              + ") i");
      statement.execute("update " + table + " set pet = null where id = 1");
      statement.execute("delete from " + table + " where id = 2");
      statement.execute("truncate " + table);
      if (twoPhase) {
        statement.execute("prepare transaction '" + table + "'");
        connection.setAutoCommit(true);
        statement.execute("commit prepared '" + table + "'");
      } else {
        connection.commit();
      }
    }
  }

  private static void readUpTo(PGReplicationStream stream, IntPredicate isLast)
      throws SQLException {
    ByteBuffer message;
    do {
      message = stream.read();
    } while (!isLast.test(message.get(message.position())));
  }
}
