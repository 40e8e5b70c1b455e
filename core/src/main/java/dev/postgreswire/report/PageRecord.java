package dev.postgreswire.report;

import dev.postgreswire.wire.Bytes;
import java.util.function.Supplier;

/**
 * A message as the page reads it. In the middle of a large exchange most are left out again: the
 * bytes are made when they are asked for.
 */
final class PageRecord {
  private final int kept;
  private final boolean error;
  private Supplier<Bytes> encoding;
  private Bytes bytes;

  /**
   * Creates one.
   *
   * @param encoding makes the bytes, once
   * @param kept how many bytes of the wire are among them
   * @param error whether it is an error
   */
  PageRecord(Supplier<Bytes> encoding, int kept, boolean error) {
    this.encoding = encoding;
    this.kept = kept;
    this.error = error;
  }

  Bytes bytes() {
    if (bytes == null) {
      bytes = encoding.get();
      encoding = null; // and all that it holds
    }
    return bytes;
  }

  int kept() {
    return kept;
  }

  boolean error() {
    return error;
  }
}
