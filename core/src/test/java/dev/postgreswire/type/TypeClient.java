package dev.postgreswire.type;

import dev.postgreswire.message.Format;
import dev.postgreswire.message.Oid;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a server for one value in the format of one's choice. */
final class TypeClient implements AutoCloseable {
  private static final int PROTOCOL_3 = 0x30000;

  private final Socket socket;
  private final DataInputStream in;

  private TypeClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  static TypeClient of(TestServer server) {
    try {
      TypeClient client = new TypeClient(new Socket(server.host(), server.port()));
      client.socket.setTcpNoDelay(true);
      client.startUp(server.database());
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A column of one row. */
  record Answer(Oid type, Optional<Bytes> bytes) {}

  /** Selects one expression; throws with the server's message when it is refused. */
  Answer select(String expression, Format format) {
    WireWriter bind = writer().cString("").cString("").int16(0).int16(0);
    try {
      send('P', writer().cString("").cString("select " + expression).int16(0));
      send('B', bind.int16(1).int16(format.code()));
      send('D', writer().int8('P').cString(""));
      send('E', writer().cString("").int32(0));
      send('S', writer());
      return answer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer answer() throws IOException {
    Answer answer = null;
    String error = null;
    Oid type = null;
    while (true) {
      int kind = in.readUnsignedByte();
      Bytes body = body();
      WireReader reader = WireReader.of(body, 0, StandardCharsets.UTF_8);
      switch (kind) {
        case 'T' -> {
          reader.int16("count");
          reader.cString("name");
          reader.bytes("table", 6);
          type = new Oid(reader.int32("type"));
        }
        case 'D' -> {
          reader.int16("count");
          answer = new Answer(type, reader.sized("column"));
        }
        case 'E' -> error = body.toString(StandardCharsets.UTF_8).replace('\0', ' ');
        case 'Z' -> {
          if (error != null) {
            throw new IllegalStateException(error);
          }
          return answer;
        }
        default -> {}
      }
    }
  }

  private void startUp(String database) throws IOException {
    WireWriter startup = writer().int32(0).int32(PROTOCOL_3);
    startup.cString("user").cString(TestRole.ADMIN.userName());
    startup.cString("database").cString(database);
    startup.cString("client_encoding").cString("UTF8");
    startup.cString("TimeZone").cString("UTC");
    startup.cString("DateStyle").cString("ISO, MDY").int8(0);
    startup.setInt32(0, startup.size());
    socket.getOutputStream().write(startup.toBytes().toByteArray());
    int kind;
    do {
      kind = in.readUnsignedByte();
      Bytes body = body();
      if (kind == 'E') {
        throw new IOException(body.toString(StandardCharsets.UTF_8));
      }
    } while (kind != 'Z');
  }

  private Bytes body() throws IOException {
    byte[] body = new byte[in.readInt() - 4];
    in.readFully(body);
    return Bytes.wrap(body);
  }

  private void send(char kind, WireWriter body) throws IOException {
    WireWriter frame = writer().int8(kind).int32(4 + body.size()).bytes(body.toBytes());
    socket.getOutputStream().write(frame.toBytes().toByteArray());
  }

  private static WireWriter writer() {
    return new WireWriter(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
