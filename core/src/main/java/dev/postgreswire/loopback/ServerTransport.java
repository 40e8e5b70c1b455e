package dev.postgreswire.loopback;

import dev.postgreswire.wire.ProtocolCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A socket to the server where the loopback itself speaks TLS: asks the server for TLS when the
 * client's first bytes are to be passed on, if there is to be TLS.
 */
final class ServerTransport implements Transport {
  private final TlsLegs legs;
  private final SocketChannel socket;
  private final ByteBuffer question =
      ByteBuffer.allocate(8).putInt(8).putInt(ProtocolCode.SSL_REQUEST).flip();
  private boolean asked;
  // Null until it is known what the server offers.
  private Transport chosen;

  ServerTransport(TlsLegs legs, SocketChannel socket) {
    this.legs = legs;
    this.socket = socket;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (chosen == null && asked) {
      ByteBuffer answer = ByteBuffer.allocate(1);
      int count = socket.read(answer);
      if (count <= 0) {
        return count;
      }
      chosen = legs.serverAnswered(socket, answer.flip());
    }
    return chosen == null ? socket.read(target) : chosen.read(target);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    if (chosen == null && !asked) {
      if (legs.wantsServerTls()) {
        asked = true;
      } else {
        chosen = new PlainTransport(socket);
      }
    }
    return !flush() || chosen == null ? 0 : chosen.write(bytes);
  }

  @Override
  public boolean flush() throws IOException {
    if (asked && question.hasRemaining()) {
      socket.write(question);
    }
    return (!asked || !question.hasRemaining()) && (chosen == null || chosen.flush());
  }

  @Override
  public boolean hasBuffered() {
    return chosen != null && chosen.hasBuffered();
  }

  @Override
  public boolean shutdownOutput() throws IOException {
    if (chosen != null) {
      return chosen.shutdownOutput();
    }
    socket.shutdownOutput();
    return true;
  }

  @Override
  public int operations(boolean bytes, boolean room) {
    if (chosen != null) {
      return chosen.operations(bytes, room);
    }
    boolean unasked = asked && question.hasRemaining();
    return SelectionKey.OP_READ | (unasked ? SelectionKey.OP_WRITE : 0);
  }
}
