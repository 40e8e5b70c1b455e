package dev.postgreswire.message.copy;

import dev.postgreswire.wire.MalformedMessageException;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;

/**
 * An element of COPY in binary format.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, Binary Format</a>
 */
public sealed interface CopyBinary permits CopyHeader, CopyRow, CopyTrailer, UndecodedCopy {
  /** Writes it. */
  void encode(WireWriter out);

  /**
   * Reads one element.
   *
   * @param header whether it is the header
   * @throws MalformedMessageException if the bytes are none
   */
  static CopyBinary decode(boolean header, WireReader in) {
    if (header) {
      return CopyHeader.decode(in);
    }
    return in.remaining() > 0 && in.atByte(-1) ? CopyTrailer.decode(in) : CopyRow.decode(in);
  }
}
