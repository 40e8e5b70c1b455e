package dev.postgreswire.benchmarks.measure;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.wire.Bytes;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client that takes next to no memory itself, and skips what it reads. */
public final class Client implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int LENGTH_WORD = 4;

  private final Socket socket;
  private final DataInputStream in;
  private long read;

  private Client(int port, int buffer) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), buffer));
  }

  /** Logs in at a port of this machine. */
  public static Client login(int port) throws IOException {
    return login(port, BUFFER);
  }

  /** Logs in at a port of this machine, with so large a buffer for what is read. */
  public static Client login(int port, int buffer) throws IOException {
    Client client = new Client(port, buffer);
    client.send(
        encode(
            new StartupMessage(
                ProtocolVersion.V3_0,
                List.of(
                    new StartupParameter("user", TestRole.ADMIN.userName()),
                    new StartupParameter("database", "postgres")))));
    client.readUntil('Z', 1);
    return client;
  }

  /** Returns messages as they go over the wire. */
  public static byte[] encode(Message... messages) {
    Bytes all = Bytes.EMPTY;
    for (Message message : messages) {
      all = all.plus(MessageEncoder.encode(message, StandardCharsets.UTF_8));
    }
    return all.toByteArray();
  }

  /** Sends something, and reads nothing. */
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Runs a statement, and reads all that it gives. */
  public void query(String sql) throws IOException {
    ask(encode(new Query(sql)), 1);
  }

  /** Sends something that so many ReadyForQuery answer, and reads up to the last of them. */
  public void ask(byte[] bytes, int answers) throws IOException {
    send(bytes);
    readUntil('Z', answers);
  }

  /** Reads an error, and up to the ReadyForQuery behind it. */
  public void awaitReadyAfterError() throws IOException {
    boolean failed = false;
    char type;
    do {
      type = skip();
      failed |= type == 'E';
    } while (type != 'Z');
    if (!failed) {
      throw new IOException("the server reports no error");
    }
  }

  private char skip() throws IOException {
    char type = (char) in.readUnsignedByte();
    in.skipNBytes(in.readInt() - LENGTH_WORD);
    read++;
    return type;
  }

  /** Reads up to the last of so many messages of a type. */
  public void readUntil(char type, int times) throws IOException {
    for (int left = times; left > 0; ) {
      char next = skip();
      left -= next == type ? 1 : 0;
      if (next == 'E') {
        throw new IOException("the server reports an error");
      }
    }
  }

  /** Returns how many messages it has read. */
  public long read() {
    return read;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
