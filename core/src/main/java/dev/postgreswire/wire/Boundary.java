package dev.postgreswire.wire;

/**
 * What makes the boundary of a message trustworthy after bytes that nobody has seen.
 *
 * <p><b>The rule.</b> Bytes that look like a message prove nothing: a row can hold whole sessions.
 * What no row can do is to make the server stop and the client speak. So both sides are in step
 * when the last the server said was a whole ReadyForQuery, and the next the client says is the
 * header of a request: one of {@code Q P B C D E F H S X} with a length that its fields can have,
 * of less than 16 MiB (of which text is no part: four letters or digits are a greater number).
 * Whichever side was not in step is from there on, the server with that ReadyForQuery.
 *
 * <p>A stream of replication has no ReadyForQuery before its end, and a client that sends without
 * waiting for answers may go on for long: there nothing is understood until both pause like that.
 *
 * <p>A TLS session shows its records to everybody: a record is taken for one where a side begins to
 * speak with the header of an alert or of application data.
 *
 * <p>When it is known how many bytes are missing and they lie within one message, the next boundary
 * is known, too, and nothing is skipped but the rest of that message.
 */
final class Boundary {
  static final int HEADER = 5;
  static final int READY = 6;

  private static final int LONGEST_REQUEST = 0xFFFFFF;
  private static final int LONGEST_TLS_RECORD = (1 << 14) + 256;

  private Boundary() {}

  /** Returns whether the last bytes of a server are a whole ReadyForQuery. */
  static boolean isReady(byte[] tail) {
    return tail[0] == 'Z'
        && int32(tail, 1) == 5
        && (tail[5] == 'I' || tail[5] == 'T' || tail[5] == 'E');
  }

  /** Returns whether a header is one of a message that a client may send when it begins to ask. */
  static boolean isRequest(int type, int length) {
    int least =
        switch (type) {
          case 'H', 'S', 'X' -> 4;
          case 'Q' -> 5;
          case 'C', 'D' -> 6;
          case 'P' -> 8;
          case 'E' -> 9;
          case 'B' -> 12;
          case 'F' -> 14;
          default -> Integer.MAX_VALUE;
        };
    int most = least == 4 ? 4 : ProtocolCode.limit(Direction.FRONTEND, type);
    return length >= least && length <= Math.min(most, LONGEST_REQUEST);
  }

  /** Returns whether a header is that of a TLS record with an alert or application data. */
  static boolean isTlsRecord(int type, int version, int length) {
    return (type == 21 || type == 23)
        && version == 0x0303
        && length > 0
        && length <= LONGEST_TLS_RECORD;
  }

  private static int int32(byte[] bytes, int at) {
    return Bytes.wrap(bytes).int32(at);
  }
}
