package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;
import java.time.Instant;

/** Bytes that nobody has seen: when, whose, and how many; -1 when nobody knows. */
record TimedGap(Instant time, Direction direction, long count) {}
