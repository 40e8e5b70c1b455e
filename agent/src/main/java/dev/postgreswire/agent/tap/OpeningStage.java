package dev.postgreswire.agent.tap;

import dev.postgreswire.wire.Bytes;
import java.nio.ByteBuffer;

/** A socket that this JVM has connected, and of which nobody knows yet what it is for. */
final class OpeningStage implements Stage {
  private final SocketTap tap;
  private final Object socket;
  private Bytes written = Bytes.EMPTY;
  private boolean asked;

  OpeningStage(SocketTap tap, Object socket) {
    this.tap = tap;
    this.socket = socket;
  }

  @Override
  public Stage sent(ByteBuffer bytes) {
    Stage others = asked ? null : tap.stageOfOthers(socket);
    asked = true;
    if (others != null) {
      return others.sent(bytes);
    }
    written = written.plus(Bytes.copyOf(bytes));
    return switch (FirstBytes.judge(written)) {
      case POSTGRES -> tap.open(socket, false).sent(written.toByteBuffer());
      case OTHER -> NONE_OF_OURS;
      case UNDECIDED -> this;
    };
  }

  /** A server of PostgreSQL does not speak first. */
  @Override
  public Stage received(ByteBuffer bytes) {
    return NONE_OF_OURS;
  }
}
