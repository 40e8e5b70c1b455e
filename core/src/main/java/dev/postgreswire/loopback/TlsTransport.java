package dev.postgreswire.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * TLS over a socket. The handshake goes on whenever the side is read from or written to; until it
 * is over, nothing is read and nothing taken.
 */
final class TlsTransport implements Transport {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel socket;
  private final SSLEngine engine;
  private final Consumer<SSLSession> whenAgreed;
  // What each holds lies between its position and its limit.
  private ByteBuffer received;
  private ByteBuffer decrypted;
  private ByteBuffer encrypted;
  private boolean incomplete = true;
  private boolean agreed;

  /**
   * Creates one.
   *
   * @param engine in its mode, the handshake not begun
   * @param first what was read from the socket by others, and comes first
   * @param whenAgreed called once, when the handshake is over
   */
  TlsTransport(
      SocketChannel socket, SSLEngine engine, ByteBuffer first, Consumer<SSLSession> whenAgreed)
      throws IOException {
    this.socket = socket;
    this.engine = engine;
    this.whenAgreed = whenAgreed;
    SSLSession session = engine.getSession();
    this.received = ByteBuffer.allocate(session.getPacketBufferSize()).put(first).flip();
    this.decrypted = ByteBuffer.allocate(session.getApplicationBufferSize()).flip();
    this.encrypted = ByteBuffer.allocate(session.getPacketBufferSize()).flip();
    this.incomplete = !received.hasRemaining();
    engine.beginHandshake();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int found = decrypted.hasRemaining() ? 1 : advance();
    if (found <= 0) {
      return found;
    }
    int count = Math.min(decrypted.remaining(), target.remaining());
    target.put(target.position(), decrypted, decrypted.position(), count);
    target.position(target.position() + count);
    decrypted.position(decrypted.position() + count);
    return count;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    if (!agreed && !decrypted.hasRemaining()) {
      advance();
    }
    int before = bytes.remaining();
    while (agreed && bytes.hasRemaining() && flush()) {
      if (wrap(bytes) == Status.CLOSED) {
        throw new IOException("the TLS session is closed");
      }
    }
    flush();
    return before - bytes.remaining();
  }

  @Override
  public boolean flush() throws IOException {
    if (encrypted.hasRemaining()) {
      socket.write(encrypted);
    }
    return !encrypted.hasRemaining();
  }

  @Override
  public boolean hasBuffered() {
    return decrypted.hasRemaining() || !incomplete;
  }

  @Override
  public boolean shutdownOutput() throws IOException {
    engine.closeOutbound();
    while (!engine.isOutboundDone()) {
      if (!flush()) {
        return false;
      }
      if (wrap(NOTHING) == Status.OK && !encrypted.hasRemaining()) {
        // In the middle of a handshake it may have nothing to say yet.
        break;
      }
    }
    if (!flush()) {
      return false;
    }
    socket.shutdownOutput();
    return true;
  }

  @Override
  public int operations(boolean bytes, boolean room) {
    boolean read = bytes || !agreed;
    boolean write = encrypted.hasRemaining() || (room && agreed);
    return (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
  }

  /**
   * Goes on until there is something decrypted.
   *
   * @return 1 then; 0 when the peer has to act first; -1 when nothing will come
   */
  private int advance() throws IOException {
    try {
      while (!decrypted.hasRemaining()) {
        if (engine.isInboundDone()) {
          throwFailure();
          return -1;
        }
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
          engine.getDelegatedTask().run();
        } else if (status == HandshakeStatus.NEED_WRAP) {
          if (!flush() || wrap(NOTHING) == Status.CLOSED) {
            return 0;
          }
          flush();
        } else if (!unwrap()) {
          int count = receive();
          if (count <= 0) {
            return count;
          }
        }
      }
      return 1;
    } catch (SSLException e) {
      sendAlert();
      throw e;
    }
  }

  /** After a failed handshake the engine first wants the alert to be sent, and then says why. */
  private void throwFailure() throws IOException {
    if (!agreed && flush()) {
      wrap(NOTHING);
      flush();
    }
  }

  /** Decrypts a record, and returns whether there was one. */
  private boolean unwrap() throws SSLException {
    if (incomplete) {
      return false;
    }
    SSLEngineResult result = engine.unwrap(received, decrypted.clear());
    decrypted.flip();
    note(result);
    if (result.getStatus() == Status.BUFFER_OVERFLOW) {
      decrypted = ByteBuffer.allocate(2 * decrypted.capacity()).flip();
      return true;
    }
    incomplete = result.getStatus() == Status.BUFFER_UNDERFLOW || !received.hasRemaining();
    return result.getStatus() != Status.BUFFER_UNDERFLOW;
  }

  private int receive() throws IOException {
    received.compact();
    if (!received.hasRemaining()) {
      received = ByteBuffer.allocate(2 * received.capacity()).put(received.flip());
    }
    int count = socket.read(received);
    received.flip();
    incomplete = count <= 0;
    return count;
  }

  private Status wrap(ByteBuffer bytes) throws SSLException {
    SSLEngineResult result = engine.wrap(bytes, encrypted.clear());
    encrypted.flip();
    note(result);
    if (result.getStatus() == Status.BUFFER_OVERFLOW) {
      encrypted = ByteBuffer.allocate(2 * encrypted.capacity()).flip();
    }
    return result.getStatus();
  }

  private void note(SSLEngineResult result) {
    if (!agreed && result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
      agreed = true;
      whenAgreed.accept(engine.getSession());
    }
  }

  /** Tells the peer why this ends, if that is possible. */
  private void sendAlert() {
    try {
      if (flush() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        wrap(NOTHING);
        flush();
      }
    } catch (IOException e) {
      // It has gone, or has to guess.
      encrypted.clear().flip();
    }
  }
}
