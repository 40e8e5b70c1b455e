package dev.postgreswire.loopback;

/**
 * How far a {@link Pipe} may read.
 *
 * @param room it stops when this many bytes wait for the other side
 * @param budget it stops after this many bytes, so that the others get their turn
 * @param thorough whether only a read that finds nothing counts as "nothing there". Without that, a
 *     read which does not fill the buffer counts too: the selector will tell of the rest, and a
 *     system call is saved.
 */
record Allowance(int room, long budget, boolean thorough) {
  /** What the selector's thread may do: nothing is read for a side that takes nothing. */
  static final Allowance RELAYING = new Allowance(1, 4L * BufferPool.BUFFER_SIZE, false);

  /** Takes what a transport holds: one read. */
  static final Allowance BUFFERED = new Allowance(1, 1, false);

  /** More than the two kernel buffers between an application's write and our read can hold. */
  private static final long IN_FLIGHT = 64 << 20;

  /** What a barrier may do. */
  static Allowance barrier(int room) {
    return new Allowance(room, IN_FLIGHT, true);
  }
}
