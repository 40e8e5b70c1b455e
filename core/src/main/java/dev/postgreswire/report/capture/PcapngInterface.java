package dev.postgreswire.report.capture;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * An interface that packets come from.
 *
 * @param linkType how its packets begin
 * @param snapLength how much of a packet it captures at most; 0: all
 * @param perSecond how many ticks of its clock make a second
 * @param offset what its clock is behind, in seconds
 */
record PcapngInterface(int linkType, int snapLength, long perSecond, long offset) {
  private static final int RESOLUTION = 9;
  private static final int OFFSET = 14;
  private static final int MICROSECONDS = 6;

  /** Reads the block that describes it; empty when it does not. */
  static Optional<PcapngInterface> read(ByteBuffer body) {
    if (body.remaining() < 8) {
      return Optional.empty();
    }
    int linkType = body.getShort() & 0xFFFF;
    body.getShort(); // reserved
    int snapLength = body.getInt();
    PcapngOptions options = PcapngOptions.read(body);
    long perSecond = perSecond((int) options.uint8(RESOLUTION).orElse(MICROSECONDS));
    long offset = options.int64(OFFSET).orElse(0);
    return perSecond == 0
        ? Optional.empty()
        : Optional.of(new PcapngInterface(linkType, snapLength, perSecond, offset));
  }

  /** Returns 0 for a clock that is finer than any. */
  private static long perSecond(int resolution) {
    int power = resolution & 0x7F;
    if ((resolution & 0x80) != 0) {
      return power < 63 ? 1L << power : 0;
    }
    long perSecond = 1;
    for (int i = 0; i < power; i++) {
      perSecond = power > 18 ? 0 : perSecond * 10;
    }
    return perSecond;
  }

  /** Returns the time of a tick of its clock. */
  Instant time(long ticks) {
    return Times.ofTicks(ticks, perSecond, offset);
  }
}
