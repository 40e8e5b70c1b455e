package dev.postgreswire.loopback;

import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;

/**
 * Takes what a client in this JVM says and hears within the TLS session of one connection, which
 * itself is passed on as it is.
 */
public interface PlaintextTap {
  /** Returns the name of the real server. */
  String serverHost();

  /** Returns the port of the real server. */
  int serverPort();

  /**
   * Records bytes. To be called before the client's are encrypted, and before the client sees the
   * server's. It never fails.
   *
   * @param bytes from the buffer's position to its limit; they may be consumed
   */
  void bytes(Direction direction, ByteBuffer bytes);
}
