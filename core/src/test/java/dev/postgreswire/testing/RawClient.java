package dev.postgreswire.testing;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageDecoder;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that sends just what it is told to, for what no driver can be made to do. */
public final class RawClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 300_000;

  private final Socket socket;
  private final DataInputStream in;

  private RawClient(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new DataInputStream(socket.getInputStream());
  }

  /** Opens a connection and says nothing. */
  public static RawClient open(InetSocketAddress address) throws IOException {
    return new RawClient(address);
  }

  /** Logs in as a role that is trusted; more parameters come in pairs of name and value. */
  public static RawClient login(InetSocketAddress address, TestRole role, String... parameters)
      throws IOException {
    List<StartupParameter> all = new ArrayList<>();
    all.add(new StartupParameter("user", role.userName()));
    all.add(new StartupParameter("database", "postgres"));
    for (int i = 0; i < parameters.length; i += 2) {
      all.add(new StartupParameter(parameters[i], parameters[i + 1]));
    }
    RawClient client = new RawClient(address);
    client.send(new StartupMessage(ProtocolVersion.V3_0, all));
    client.readUntil(MessageType.READY_FOR_QUERY);
    return client;
  }

  /** Sends messages in one go. */
  public RawClient send(Message... messages) throws IOException {
    Bytes all = Bytes.EMPTY;
    for (Message message : messages) {
      all = all.plus(MessageEncoder.encode(message, StandardCharsets.UTF_8));
    }
    socket.getOutputStream().write(all.toByteArray());
    return this;
  }

  /** Reads messages up to the first of a type. */
  public List<Message> readUntil(MessageType type) throws IOException {
    List<Message> messages = new ArrayList<>();
    do {
      messages.add(read());
    } while (messages.get(messages.size() - 1).type() != type);
    return messages;
  }

  /** Reads up to ReadyForQuery. */
  public List<Message> readUntilReady() throws IOException {
    return readUntil(MessageType.READY_FOR_QUERY);
  }

  /** Reads messages until the server closes. */
  public List<Message> readUntilEnd() throws IOException {
    List<Message> messages = new ArrayList<>();
    try {
      while (true) {
        messages.add(read());
      }
    } catch (EOFException e) {
      return messages;
    }
  }

  private Message read() throws IOException {
    int type = in.readUnsignedByte();
    int length = in.readInt();
    byte[] frame = new byte[length + 1];
    frame[0] = (byte) type;
    for (int i = 0; i < 4; i++) {
      frame[1 + i] = (byte) (length >> (24 - 8 * i));
    }
    in.readFully(frame, 5, length - 4);
    return MessageDecoder.decode(
        new Frame(Direction.BACKEND, FrameKind.MESSAGE, 0, frame.length, Bytes.wrap(frame), ""),
        DecodingContext.initial());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
