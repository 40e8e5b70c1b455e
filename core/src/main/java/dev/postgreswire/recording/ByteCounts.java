package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;

/** A number of bytes for each direction. */
record ByteCounts(long frontend, long backend) {
  static final ByteCounts NONE = new ByteCounts(0, 0);

  long of(Direction direction) {
    return direction == Direction.FRONTEND ? frontend : backend;
  }

  ByteCounts plus(Direction direction, long bytes) {
    return direction == Direction.FRONTEND
        ? new ByteCounts(frontend + bytes, backend)
        : new ByteCounts(frontend, backend + bytes);
  }
}
