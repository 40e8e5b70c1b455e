package dev.postgreswire.benchmarks.decode;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.WireRecorder;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.report.Pcapng;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.wire.Direction;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Records the sessions that are decoded, from a real server: as pieces, and as a capture.
 *
 * <p>All values are text, for pg-protocol reads nothing else; and whatever is executed is described
 * before, as psql and Node's driver do, so that all know of what type the columns are.
 */
final class SessionRecorder {
  private static final String TABLES =
      "drop table if exists decode_account, decode_history;"
          + " create table decode_account (id int primary key, branch int, balance numeric(12,2),"
          + " owner text);"
          + " insert into decode_account select i, i % 10, i * 1.25, 'owner ' || i"
          + " from generate_series(1, 1000) i;"
          + " create table decode_history (account int, delta int, at timestamptz default now());"
          + " grant all on decode_account, decode_history to public";
  private static final String BULK =
      "select i as id, i * 7919::bigint as number, (i % 1000) * 0.37 as amount,"
          + " 'customer ' || md5(i::text) as name, i % 3 = 0 as active,"
          + " date '2020-01-01' + i % 2000 as day,"
          + " timestamp '2020-01-01 12:00' + i * interval '1.5 second' as at,"
          + " case when i % 4 <> 0 then i * 0.5::float8 end as ratio"
          + " from generate_series(1, ";

  private final Path folder;

  SessionRecorder(Path folder) {
    this.folder = folder;
  }

  /** Something an application does. */
  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  /** Records short transactions: BEGIN, UPDATE, SELECT, INSERT, SELECT of 5 rows, COMMIT. */
  RecordedSession oltp(int transactions) throws IOException, SQLException {
    TestServer.current().execute(TABLES);
    return record(
        "oltp",
        connection -> {
          connection.setAutoCommit(false);
          for (int i = 0; i < transactions; i++) {
            transaction(connection, 1 + i * 37 % 1000);
          }
        });
  }

  private static void transaction(Connection connection, int account) throws SQLException {
    run(connection, "update decode_account set balance = balance + 1 where id = ?", account);
    run(connection, "select id, branch, balance, owner from decode_account where id = ?", account);
    run(connection, "insert into decode_history (account, delta) values (?, 1)", account);
    run(connection, "select * from decode_account where branch = ? limit 5", account % 10);
    connection.commit();
  }

  private static void run(Connection connection, String sql, int parameter) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, parameter);
      statement.execute();
    }
  }

  /** Records one large result. */
  RecordedSession bulk(int rows) throws IOException, SQLException {
    return record(
        "bulk",
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet result = statement.executeQuery(BULK + rows + ") i")) {
            while (result.next()) {
              result.getString(1);
            }
          }
        });
  }

  private RecordedSession record(String name, Work work) throws IOException, SQLException {
    TestServer server = TestServer.current();
    try (WireRecorder recorder = WireRecorder.open("localhost", server.port())) {
      String url =
          server.jdbcUrl(
              recorder.host(),
              recorder.port(),
              TestRole.SCRAM,
              "prepareThreshold=0",
              "binaryTransfer=false",
              "sslmode=disable");
      try (Connection connection = DriverManager.getConnection(url)) {
        work.on(connection);
      }
      PostgresWire wire = recorder.wire();
      return save(name, wire.recording(), server.port());
    }
  }

  private RecordedSession save(String name, Recording recording, int port) throws IOException {
    List<RecordedMessage> messages = recording.connections().get(0).messages();
    Session session = new Session(pieces(messages));
    Files.createDirectories(folder);
    session.write(folder.resolve(name + ".session"));
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + ".pcapng")))) {
      Pcapng.masked().write(recording, out);
    }
    long fromServer =
        messages.stream().filter(message -> message.direction() == Direction.BACKEND).count();
    RecordedSession recorded =
        new RecordedSession(
            name,
            folder.resolve(name),
            port,
            session.size(),
            messages.size(),
            session.only(Direction.BACKEND).size(),
            (int) fromServer);
    recorded.write();
    return recorded;
  }

  /** What one side says until the other speaks is a piece, as far as a socket gives it at once. */
  private static List<Session.Piece> pieces(List<RecordedMessage> messages) {
    List<Session.Piece> pieces = new ArrayList<>();
    ByteArrayOutputStream turn = new ByteArrayOutputStream();
    Direction speaker = Direction.FRONTEND;
    for (RecordedMessage message : messages) {
      if (message.direction() != speaker) {
        cut(pieces, speaker, turn);
        speaker = message.direction();
      }
      turn.writeBytes(message.frame().bytes().toByteArray());
    }
    cut(pieces, speaker, turn);
    return pieces;
  }

  private static void cut(
      List<Session.Piece> pieces, Direction direction, ByteArrayOutputStream turn) {
    byte[] all = turn.toByteArray();
    for (int at = 0; at < all.length; at += Session.LARGEST_PIECE) {
      int length = Math.min(Session.LARGEST_PIECE, all.length - at);
      byte[] piece = new byte[length];
      System.arraycopy(all, at, piece, 0, length);
      pieces.add(new Session.Piece(direction, piece));
    }
    turn.reset();
  }
}
