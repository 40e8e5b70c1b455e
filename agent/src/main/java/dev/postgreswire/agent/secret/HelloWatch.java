package dev.postgreswire.agent.secret;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.ProtocolCode;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Looks at the first bytes of a client for the random of its ClientHello, which names a TLS
 * session. It keeps no more than those bytes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2">RFC 8446, section 4.1.2</a>
 */
final class HelloWatch {
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;

  /** SSLRequest and GSSENCRequest, to either of which the server may say no. */
  private static final int REQUEST = 8;

  private static final int MOST_REQUESTS = 3;

  /** A record's header, a handshake message's header, and the version. */
  private static final int BEFORE_RANDOM = 5 + 4 + 2;

  private static final int RANDOM = 32;

  private final ByteBuffer head =
      ByteBuffer.allocate(MOST_REQUESTS * REQUEST + BEFORE_RANDOM + RANDOM);
  private boolean over;

  /** Whether nothing more is to be learnt. */
  boolean isOver() {
    return over;
  }

  /** Looks at more bytes, which it leaves as they are; returns the random once it is there. */
  Optional<Bytes> look(ByteBuffer bytes) {
    int count = Math.min(bytes.remaining(), head.remaining());
    head.put(bytes.duplicate().limit(bytes.position() + count));
    int begin = afterRequests();
    int seen = head.position() - begin;
    if (seen == 0 || isPartOfRequest(begin)) {
      return Optional.empty();
    }
    if (head.get(begin) != HANDSHAKE) {
      over = true;
    } else if (seen >= BEFORE_RANDOM + RANDOM) {
      over = true;
      return random(begin);
    }
    return Optional.empty();
  }

  private int afterRequests() {
    int at = 0;
    while (at < MOST_REQUESTS * REQUEST && head.position() - at >= REQUEST && isRequest(at)) {
      at += REQUEST;
    }
    return at;
  }

  private boolean isRequest(int at) {
    int code = head.getInt(at + 4);
    return head.getInt(at) == REQUEST
        && (code == ProtocolCode.SSL_REQUEST || code == ProtocolCode.GSSENC_REQUEST);
  }

  private boolean isPartOfRequest(int at) {
    return head.get(at) == 0 && head.position() - at < REQUEST;
  }

  private Optional<Bytes> random(int begin) {
    int at = begin + BEFORE_RANDOM;
    return head.get(begin + 5) == CLIENT_HELLO
        ? Optional.of(Bytes.copyOf(head.array(), at, RANDOM))
        : Optional.empty();
  }
}
