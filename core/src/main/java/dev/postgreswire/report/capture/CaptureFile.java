package dev.postgreswire.report.capture;

import java.io.IOException;
import java.util.Optional;

/** A file of packets, read from its beginning to its end. */
interface CaptureFile {
  /** The longest record that is taken for one; libpcap's own limit is less. */
  int LONGEST = 16 << 20;

  /** Returns the format, for people to read. */
  String format();

  /** Returns what comes next; empty at the end. */
  Optional<Block> next() throws IOException;
}
