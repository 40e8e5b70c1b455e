package dev.postgreswire.matrix;

import dev.postgreswire.message.Bind;
import dev.postgreswire.message.Close;
import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.Describe;
import dev.postgreswire.message.Execute;
import dev.postgreswire.message.Flush;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.Parse;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.message.Sync;
import dev.postgreswire.message.Target;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.wire.Bytes;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A session that does not wait for answers, which pgjdbc never does to this extent: several Syncs
 * under way, an error in the middle, what is skipped behind it, and a Sync that COPY swallows.
 */
final class PipelineSessions {
  private PipelineSessions() {}

  static void pipeline(Route route) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), route.port())) {
      send(socket, startup(route));
      readReady(socket, 1);
      send(
          socket,
          new Parse("twice", "select 2 * $1", List.of(new Oid(23))),
          new Describe(Target.STATEMENT, "twice"),
          bind("p1", "twice", "21"),
          new Describe(Target.PORTAL, "p1"),
          new Execute("p1", 0),
          new Sync(),
          bind("", "twice", "no number"),
          new Execute("", 0),
          new Query("select 'skipped'"),
          new Sync(),
          new Parse("", "select generate_series(1, 3)", List.of()),
          bind("", ""),
          new Execute("", 3),
          new Execute("", 3),
          new Flush(),
          new Close(Target.STATEMENT, "twice"),
          new Close(Target.PORTAL, "never was"),
          new Query("select 1; select 2"),
          new Parse("", "", List.of()),
          bind("", ""),
          new Execute("", 0),
          new Sync());
      readReady(socket, 4);
      copyWithSyncSentAhead(socket);
      send(socket, new Terminate());
    }
  }

  private static void copyWithSyncSentAhead(Socket socket) throws IOException {
    send(socket, new Query("create temp table piped (id int)"));
    readReady(socket, 1);
    send(
        socket,
        new Parse("", "copy piped from stdin", List.of()),
        bind("", ""),
        new Execute("", 0),
        new Sync(),
        new CopyData(Bytes.of("1\n2\n", StandardCharsets.UTF_8)),
        new CopyDone(),
        new Sync());
    readReady(socket, 1);
  }

  private static StartupMessage startup(Route route) {
    return new StartupMessage(
        new ProtocolVersion(3, 2),
        List.of(
            new StartupParameter("user", TestRole.TRUST.userName()),
            new StartupParameter("database", route.server().database()),
            new StartupParameter("_pq_.unknown", "on")));
  }

  private static Bind bind(String portal, String statement, String... parameters) {
    List<Optional<Bytes>> values =
        List.of(parameters).stream()
            .map(text -> Optional.of(Bytes.of(text, StandardCharsets.UTF_8)))
            .toList();
    return new Bind(portal, statement, List.of(Format.TEXT), values, List.of(Format.BINARY));
  }

  private static void send(Socket socket, Message... messages) throws IOException {
    Bytes all = Bytes.EMPTY;
    for (Message message : messages) {
      all = all.plus(MessageEncoder.encode(message, StandardCharsets.UTF_8));
    }
    socket.getOutputStream().write(all.toByteArray());
  }

  /** Reads up to the {@code count}th ReadyForQuery. */
  private static void readReady(Socket socket, int count) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    for (int ready = 0; ready < count; ) {
      int type = in.readUnsignedByte();
      in.readNBytes(in.readInt() - 4);
      ready += type == 'Z' ? 1 : 0;
    }
  }
}
