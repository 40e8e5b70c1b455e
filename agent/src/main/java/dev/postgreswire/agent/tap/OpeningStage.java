package dev.postgreswire.agent.tap;

import dev.postgreswire.wire.Bytes;
import java.nio.ByteBuffer;

/** A socket that this JVM has connected, and of which nobody knows yet what it is for. */
final class OpeningStage implements Stage {
  private final Origins origins;
  private final Object socket;
  private final String path;
  private Bytes written = Bytes.EMPTY;
  private boolean asked;

  /**
   * Creates it.
   *
   * @param path the path of a Unix-domain socket; else null
   */
  OpeningStage(Origins origins, Object socket, String path) {
    this.origins = origins;
    this.socket = socket;
    this.path = path;
  }

  @Override
  public Stage sent(ByteBuffer bytes) {
    Stage others = asked ? null : origins.stageOfOthers(socket);
    asked = true;
    if (others != null) {
      return others.sent(bytes);
    }
    written = written.plus(Bytes.copyOf(bytes));
    return switch (FirstBytes.judge(written)) {
      case POSTGRES -> origins.open(socket, path, false).sent(written.toByteBuffer());
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
