package dev.postgreswire.agent.tap;

import dev.postgreswire.wire.BoundaryFinder;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A socket that was connected before the agent came. It may be PostgreSQL's; that shows when the
 * server says that it is ready, and the client then asks for something.
 */
final class EarlierStage implements Stage {
  private static final int TLS_DATA = 23;
  private static final int TLS_HEADER = 5;

  private final Origins origins;
  private final Object socket;

  /** Asked for now: a socket that is about to be closed may have none any more. */
  private final InetSocketAddress server;

  private final BoundaryFinder finder = new BoundaryFinder();
  private String reason =
      "it was open before the agent came, and no message boundary could be trusted since";

  private boolean tls;
  private boolean told;

  EarlierStage(Origins origins, Object socket) {
    this.origins = origins;
    this.socket = socket;
    this.server = SystemSocket.remote(socket);
  }

  @Override
  public Stage sent(ByteBuffer bytes) {
    if (!tls && isTls(bytes)) {
      tls = true;
      reason = "its TLS session began before the agent came, so the secrets are not known";
      miss();
    }
    if (!finder.frontend(bytes)) {
      return this;
    }
    return origins.open(socket, null, true).received(finder.ready()).sent(bytes);
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
    miss();
  }

  /** Only a server that is known counts: others may speak any protocol. */
  private void miss() {
    told = told || origins.missed(server, reason);
  }

  private static boolean isTls(ByteBuffer bytes) {
    int at = bytes.position();
    return bytes.remaining() >= TLS_HEADER
        && bytes.get(at) == TLS_DATA
        && bytes.get(at + 1) == 3
        && bytes.get(at + 2) == 3;
  }
}
