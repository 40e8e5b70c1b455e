package dev.postgreswire.report.capture;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.ProtocolCode;
import java.nio.charset.StandardCharsets;

/** Tells by what a client says first whether it speaks to PostgreSQL. */
enum FirstBytes {
  /** It does. */
  POSTGRES,
  /** It does not. */
  OTHER,
  /** It takes more of them to tell. */
  TOO_FEW;

  /** What is never enough must not be waited for: no TLS record is longer. */
  private static final int LONGEST_RECORD = (1 << 14) + 2048 + 5;

  private static final int HANDSHAKE = 0x16;
  private static final int CLIENT_HELLO = 1;
  private static final Bytes ALPN = Bytes.of("\npostgresql", StandardCharsets.US_ASCII);
  private static final int LONGEST_CANCEL = 268;
  private static final int VERSION_2_LENGTH = 296;

  /**
   * Judges them.
   *
   * @param bytes the first that the client sent
   * @param expected whether a PostgreSQL server is expected where they went: then a mistake in them
   *     is one, and no other protocol
   */
  static FirstBytes of(Bytes bytes, boolean expected) {
    if (bytes.isEmpty()) {
      return TOO_FEW;
    }
    return bytes.get(0) == HANDSHAKE ? hello(bytes, expected) : startup(bytes, expected);
  }

  private static FirstBytes startup(Bytes bytes, boolean expected) {
    // No startup packet is longer than 65,535 bytes, and hardly another protocol begins so.
    boolean zeros = bytes.get(0) == 0 && (bytes.length() < 2 || bytes.get(1) == 0);
    if (!zeros) {
      return OTHER;
    }
    if (bytes.length() < 8) {
      return TOO_FEW;
    }
    return expected || isStartup(bytes.int32(0), bytes.int32(4)) ? POSTGRES : OTHER;
  }

  private static boolean isStartup(int length, int code) {
    return switch (code) {
      case ProtocolCode.SSL_REQUEST, ProtocolCode.GSSENC_REQUEST ->
          length == ProtocolCode.MIN_STARTUP_LENGTH;
      case ProtocolCode.CANCEL_REQUEST -> length >= 16 && length <= LONGEST_CANCEL;
      case 2 << 16 -> length == VERSION_2_LENGTH;
      default ->
          code >>> 16 == 3
              && length > ProtocolCode.MIN_STARTUP_LENGTH
              && length <= ProtocolCode.MAX_STARTUP_LENGTH;
    };
  }

  private static FirstBytes hello(Bytes bytes, boolean expected) {
    if (bytes.length() < 6) {
      return TOO_FEW;
    }
    int length = 5 + (bytes.int16(3) & 0xFFFF);
    if (bytes.get(1) != 3 || bytes.get(5) != CLIENT_HELLO || length > LONGEST_RECORD) {
      return OTHER;
    }
    if (expected) {
      return POSTGRES;
    }
    if (bytes.length() < length) {
      return TOO_FEW;
    }
    return contains(bytes.slice(0, length), ALPN) ? POSTGRES : OTHER;
  }

  private static boolean contains(Bytes bytes, Bytes part) {
    int at = bytes.indexOf(part.get(0), 0);
    while (at >= 0 && !bytes.from(at).startsWith(part)) {
      at = bytes.indexOf(part.get(0), at + 1);
    }
    return at >= 0;
  }
}
