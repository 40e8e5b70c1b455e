package dev.postgreswire.loopback;

import dev.postgreswire.wire.ProtocolCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A client's socket where the loopback itself speaks TLS: notices whether the client begins with
 * TLS, or without, or with a question for encryption, which it may answer.
 */
final class ClientTransport implements Transport {
  /** The first byte of a TLS session; no startup packet is so large that it begins with it. */
  private static final byte TLS_HANDSHAKE = 22;

  /** The size of a question for encryption, and less than that of any startup packet. */
  private static final int QUESTION = 8;

  private final TlsLegs legs;
  private final SocketChannel socket;
  private final ByteBuffer head = ByteBuffer.allocate(QUESTION);
  // What could not be written yet.
  private final ByteBuffer answer = ByteBuffer.allocate(1).flip();
  // Null until it is known what the client wants.
  private Transport chosen;

  ClientTransport(TlsLegs legs, SocketChannel socket) {
    this.legs = legs;
    this.socket = socket;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    while (chosen == null) {
      if (!flush()) {
        return 0;
      }
      int count = socket.read(head);
      if (count < 0) {
        chosen = new PlainTransport(socket, head.flip());
      } else if (count == 0) {
        return 0;
      } else {
        choose();
      }
    }
    return chosen.read(target);
  }

  private void choose() throws IOException {
    if (head.get(0) == TLS_HANDSHAKE) {
      chosen = legs.clientTls(socket, head.flip());
    } else if (head.hasRemaining()) {
      return;
    } else if (!isQuestion()) {
      legs.clientPlaintext();
      chosen = new PlainTransport(socket, head.flip());
    } else if (!legs.answersClient()) {
      chosen = new PlainTransport(socket, head.flip());
    } else if (asksFor(ProtocolCode.SSL_REQUEST)) {
      answer((byte) 'S');
      chosen = legs.clientTls(socket, head.clear().flip());
    } else {
      answer((byte) 'N');
      head.clear();
    }
  }

  private boolean isQuestion() {
    return asksFor(ProtocolCode.SSL_REQUEST) || asksFor(ProtocolCode.GSSENC_REQUEST);
  }

  private boolean asksFor(int encryption) {
    return head.getInt(0) == QUESTION && head.getInt(4) == encryption;
  }

  private void answer(byte what) throws IOException {
    answer.clear().put(what).flip();
    flush();
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return chosen == null || !flush() ? 0 : chosen.write(bytes);
  }

  @Override
  public boolean flush() throws IOException {
    if (answer.hasRemaining()) {
      socket.write(answer);
    }
    return !answer.hasRemaining() && (chosen == null || chosen.flush());
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
    int unanswered = answer.hasRemaining() ? SelectionKey.OP_WRITE : 0;
    return unanswered | (chosen == null ? SelectionKey.OP_READ : chosen.operations(bytes, room));
  }
}
