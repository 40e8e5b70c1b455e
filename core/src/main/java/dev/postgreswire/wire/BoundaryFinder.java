package dev.postgreswire.wire;

import java.nio.ByteBuffer;

/**
 * Looks for the first place at which a conversation that is under way can be understood, by the
 * rule that {@link FrameDecoder#midStream} goes by: the server has said a whole ReadyForQuery, and
 * the client begins to speak with the header of a request. It keeps six bytes, however long that
 * takes, and can be used on connections of which nobody knows whether they are PostgreSQL's at all.
 *
 * <p>A request whose header comes in pieces is not taken for one.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class BoundaryFinder {
  private final byte[] tail = new byte[Boundary.READY];
  private int held;

  /** Creates one that has seen nothing. */
  public BoundaryFinder() {}

  /** The server has said this. */
  public void backend(ByteBuffer bytes) {
    int fresh = Math.min(bytes.remaining(), tail.length);
    int kept = Math.min(held, tail.length - fresh);
    System.arraycopy(tail, held - kept, tail, 0, kept);
    bytes.get(bytes.limit() - fresh, tail, kept, fresh);
    held = kept + fresh;
  }

  /**
   * The client says this.
   *
   * @return whether {@code bytes} begin at a boundary that can be trusted; {@link #ready} is what
   *     the server said before it
   */
  public boolean frontend(ByteBuffer bytes) {
    boolean found =
        held == tail.length
            && Boundary.isReady(tail)
            && bytes.remaining() >= Boundary.HEADER
            && Boundary.isRequest(
                bytes.get(bytes.position()) & 0xFF, bytes.getInt(bytes.position() + 1));
    if (!found) {
      held = 0;
    }
    return found;
  }

  /** Returns the server's ReadyForQuery. */
  public ByteBuffer ready() {
    return ByteBuffer.wrap(tail.clone());
  }
}
