package dev.postgreswire.recording;

import java.time.Instant;

/** A remark, and when it was made. */
record TimedNote(Instant time, String text) {}
