package dev.postgreswire.benchmarks.growth;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.benchmarks.measure.Client;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.Query;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.testing.Messages;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a real server and a client said, to be said again as often as one likes. */
final class Session {
  private final List<Piece> beginning = new ArrayList<>();
  private final List<Piece> cycle = new ArrayList<>();
  private final boolean pipelined;
  private int messagesOfBeginning;
  private int messagesOfCycle;

  private record Piece(Direction direction, Bytes bytes) {}

  /** Something that a client could do for ever. */
  private interface Cycle {
    void of(Client client) throws IOException;
  }

  private Session(boolean pipelined) {
    this.pipelined = pipelined;
  }

  /** Prepared statements and simple ones, in transactions and without. */
  static Session talk(TestServer server) throws IOException {
    return new Session(false)
        .record(
            server,
            client -> {
              client.query("begin");
              for (int i = 0; i < 5; i++) {
                client.ask(
                    Client.encode(Messages.bind("S_1", "7"), Messages.execute(), Messages.SYNC), 1);
              }
              client.query("select generate_series(1, 10)");
              client.query("commit");
              client.ask(Client.encode(new Query("select 1")), 1);
            });
  }

  /** BEGIN, a statement and COMMIT, each with its Sync, and no answer awaited. */
  static Session transactions(TestServer server) throws IOException {
    return new Session(true)
        .record(
            server,
            client -> {
              client.ask(statement("begin"), 1);
              client.ask(Client.encode(Messages.bind("S_1", "7"), Messages.execute()), 0);
              client.ask(Client.encode(Messages.SYNC), 1);
              client.ask(statement("commit"), 1);
            });
  }

  /** Statements that fail, each with its Sync, and no answer awaited. */
  static Session failures(TestServer server) throws IOException {
    return new Session(true)
        .record(
            server,
            client -> {
              client.send(statement("select 1 / 0"));
              client.awaitReadyAfterError();
            });
  }

  private static byte[] statement(String sql) {
    Message[] all = {Messages.parse("", sql), Messages.bind(""), Messages.execute(), Messages.SYNC};
    return Client.encode(all);
  }

  private Session record(TestServer server, Cycle what) throws IOException {
    try (WireRecorder recorder = WireRecorder.open(server.jdbcUrl(TestRole.ADMIN));
        Client client = Client.login(recorder.port())) {
      client.ask(Client.encode(Messages.parse("S_1", "select $1::int4 + 1"), Messages.SYNC), 1);
      messagesOfBeginning = messages(recorder).size();
      what.of(client);
      List<RecordedMessage> all = messages(recorder);
      messagesOfCycle = all.size() - messagesOfBeginning;
      gather(all.subList(0, messagesOfBeginning), beginning);
      gather(all.subList(messagesOfBeginning, all.size()), cycle);
    }
    return this;
  }

  private static List<RecordedMessage> messages(WireRecorder recorder) {
    return recorder.recording().connections().get(0).messages();
  }

  /** What one side says until the other speaks is one piece, as it comes from a socket. */
  private static void gather(List<RecordedMessage> messages, List<Piece> pieces) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < messages.size(); i++) {
      RecordedMessage message = messages.get(i);
      bytes.writeBytes(message.frame().bytes().toByteArray());
      boolean last = i + 1 == messages.size();
      if (last || messages.get(i + 1).direction() != message.direction()) {
        pieces.add(new Piece(message.direction(), Bytes.wrap(bytes.toByteArray())));
        bytes.reset();
      }
    }
  }

  /** Returns how many messages {@link #play} plays when asked for so many at least. */
  long played(long messages) {
    return messagesOfBeginning + times(messages) * messagesOfCycle;
  }

  private long times(long messages) {
    long missing = Math.max(0, messages - messagesOfBeginning);
    return (missing + messagesOfCycle - 1) / messagesOfCycle;
  }

  /** Has a new connection say it, so many messages at least. */
  void play(WireSink recorder, long messages) {
    WireSink.Connection connection =
        recorder.opened(ConnectionOrigin.of("localhost:5432", "localhost:1"));
    beginning.forEach(piece -> play(connection, piece));
    long times = times(messages);
    if (pipelined) {
      play(connection, Direction.FRONTEND, times);
      play(connection, Direction.BACKEND, times);
    } else {
      for (long i = 0; i < times; i++) {
        cycle.forEach(piece -> play(connection, piece));
      }
    }
    connection.closed(Ending.CLOSED_BY_CLIENT, "");
  }

  private void play(WireSink.Connection connection, Direction direction, long times) {
    for (long i = 0; i < times; i++) {
      for (Piece piece : cycle) {
        if (piece.direction() == direction) {
          play(connection, piece);
        }
      }
    }
  }

  private static void play(WireSink.Connection connection, Piece piece) {
    connection.bytes(piece.direction(), piece.bytes().toByteBuffer());
  }
}
