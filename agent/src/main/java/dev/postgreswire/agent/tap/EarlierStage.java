package dev.postgreswire.agent.tap;

import dev.postgreswire.wire.BoundaryFinder;
import java.nio.ByteBuffer;

/**
 * A socket that was connected before the agent came. It may be PostgreSQL's; that shows when the
 * server says that it is ready, and the client then asks for something.
 */
final class EarlierStage implements Stage {
  private static final int TLS_DATA = 23;
  private static final int TLS_HEADER = 5;

  private final SocketTap tap;
  private final Object socket;
  private final BoundaryFinder finder = new BoundaryFinder();
  private boolean told;

  EarlierStage(SocketTap tap, Object socket) {
    this.tap = tap;
    this.socket = socket;
  }

  @Override
  public Stage sent(ByteBuffer bytes) {
    if (isTls(bytes)) {
      miss("TLS was agreed on before the agent came, so its secrets are not known");
    }
    if (!finder.frontend(bytes)) {
      return this;
    }
    return tap.open(socket, true).received(finder.ready()).sent(bytes);
  }

  @Override
  public Stage received(ByteBuffer bytes) {
    finder.backend(bytes);
    return this;
  }

  @Override
  public Stage unseen(long count) {
    return this;
  }

  @Override
  public void closed(Throwable failure, long unsent) {
    miss("it was open before the agent came, and no message boundary could be trusted since");
  }

  /** Only a server that is known counts: others may speak any protocol. */
  private void miss(String reason) {
    if (!told) {
      told = true;
      tap.missed(socket, reason);
    }
  }

  private static boolean isTls(ByteBuffer bytes) {
    int at = bytes.position();
    return bytes.remaining() >= TLS_HEADER
        && bytes.get(at) == TLS_DATA
        && bytes.get(at + 1) == 3
        && bytes.get(at + 2) == 3;
  }
}
