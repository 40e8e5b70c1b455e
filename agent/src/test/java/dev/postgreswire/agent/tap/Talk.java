package dev.postgreswire.agent.tap;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postgreswire.message.FrontendMessage;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.Query;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.message.Terminate;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.List;

/** A client that says what it is told to, and waits for the server's answers. */
final class Talk implements AutoCloseable {
  private final ByteChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(1 << 16);

  /** Creates one that has said nothing. */
  Talk(ByteChannel channel) {
    this.channel = channel;
    in.flip();
  }

  /** Logs in as a user who is trusted, and waits until the server is ready. */
  Talk login() throws IOException {
    send(
        new StartupMessage(
            ProtocolVersion.V3_0,
            List.of(
                new StartupParameter("user", "trust_user"),
                new StartupParameter("database", "postgres"))));
    return awaitReady();
  }

  /** Sends a query, and waits until the server is ready. */
  Talk query(String sql) throws IOException {
    send(new Query(sql));
    return awaitReady();
  }

  /** Sends a message. */
  Talk send(FrontendMessage message) throws IOException {
    write(bytes(message));
    return this;
  }

  /** Returns the bytes of a message. */
  static ByteBuffer bytes(FrontendMessage message) {
    return ByteBuffer.wrap(MessageEncoder.encode(message, UTF_8).toByteArray());
  }

  /** Writes all that is there. */
  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Reads messages up to the server's next ReadyForQuery. */
  Talk awaitReady() throws IOException {
    int type = next();
    while (type != 'Z') {
      type = next();
    }
    return this;
  }

  /** Reads a message, and returns its type. */
  int next() throws IOException {
    fill(5);
    int type = in.get();
    long left = in.getInt() - 4L;
    while (left > 0) {
      fill(1);
      int count = (int) Math.min(left, in.remaining());
      in.position(in.position() + count);
      left -= count;
    }
    return type;
  }

  private void fill(int wanted) throws IOException {
    while (in.remaining() < wanted) {
      in.compact();
      int count = channel.read(in);
      in.flip();
      if (count < 0) {
        throw new EOFException();
      }
    }
  }

  /** Says Terminate, and closes. */
  @Override
  public void close() throws IOException {
    send(new Terminate());
    channel.close();
  }
}
