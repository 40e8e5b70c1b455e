package dev.postgreswire.wire;

/**
 * The numbers in the second word of a startup packet, and the limits of lengths.
 *
 * <p>Source: {@code src/include/libpq/pqcomm.h} and {@code src/backend/libpq/pqcomm.c} of
 * PostgreSQL.
 */
public final class ProtocolCode {
  /** CancelRequest: 1234 shifted left by 16, and 5678. */
  public static final int CANCEL_REQUEST = 80877102;

  /** SSLRequest: 1234 and 5679. */
  public static final int SSL_REQUEST = 80877103;

  /** GSSENCRequest: 1234 and 5680. */
  public static final int GSSENC_REQUEST = 80877104;

  /** The least length word of a startup packet: the length itself and the code. */
  public static final int MIN_STARTUP_LENGTH = 8;

  /** The greatest length word of a startup packet; the server closes silently beyond it. */
  public static final int MAX_STARTUP_LENGTH = 10004;

  /** The greatest length word of messages that carry no data ({@code PQ_SMALL_MESSAGE_LIMIT}). */
  public static final int SMALL_MESSAGE_LIMIT = 10000;

  /** The greatest length word of any message ({@code PQ_LARGE_MESSAGE_LIMIT}). */
  public static final int LARGE_MESSAGE_LIMIT = 0x3FFFFFFE;

  /** The greatest length word of a {@code p} message ({@code PG_MAX_AUTH_TOKEN_LENGTH}). */
  public static final int AUTHENTICATION_TOKEN_LIMIT = 65535;

  private ProtocolCode() {}

  /** Returns the greatest length word the protocol allows for a message. */
  static int limit(Direction direction, int type) {
    if (direction == Direction.BACKEND) {
      return LARGE_MESSAGE_LIMIT;
    }
    return switch (type) {
      case 'C', 'D', 'E', 'H', 'S', 'X', 'c', 'f' -> SMALL_MESSAGE_LIMIT;
      case 'p' -> AUTHENTICATION_TOKEN_LIMIT;
      default -> LARGE_MESSAGE_LIMIT;
    };
  }
}
