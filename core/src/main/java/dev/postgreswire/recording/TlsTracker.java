package dev.postgreswire.recording;

import dev.postgreswire.message.TlsRecord;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Follows a TLS session from outside: reads both hellos, then counts bytes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1">RFC 8446, section 4.1</a>
 */
final class TlsTracker {
  private static final int HANDSHAKE = 22;
  private static final int LONGEST_HELLO = 1 << 16;

  private final boolean direct;
  private final Map<Direction, Bytes> collected = new EnumMap<>(Direction.class);
  private final Map<Direction, TlsHello> hellos = new EnumMap<>(Direction.class);
  private long frontendBytes;
  private long backendBytes;
  private long agreedAt;

  TlsTracker(boolean direct) {
    this.direct = direct;
  }

  /** Goes on where another tracker was, once it had seen both hellos. */
  TlsTracker copy() {
    TlsTracker copy = new TlsTracker(direct);
    copy.hellos.putAll(hellos);
    copy.collected.putAll(collected);
    copy.frontendBytes = frontendBytes;
    copy.backendBytes = backendBytes;
    copy.agreedAt = agreedAt;
    return copy;
  }

  /** Takes a record of which {@code nanos} after the recorder began the last byte came. */
  void take(Direction direction, long size, TlsRecord record, long nanos) {
    if (hellos.size() < 2) {
      agreedAt = nanos;
    }
    count(direction, size);
    look(direction, record);
  }

  private void count(Direction direction, long size) {
    if (direction == Direction.FRONTEND) {
      frontendBytes += size;
    } else {
      backendBytes += size;
    }
  }

  private void look(Direction direction, TlsRecord record) {
    if (record == null || hellos.containsKey(direction)) {
      return;
    }
    Bytes all = collected.getOrDefault(direction, Bytes.EMPTY);
    if (record.contentType() == HANDSHAKE && all.length() < LONGEST_HELLO) {
      all = all.plus(record.data());
      collected.put(direction, all);
      TlsHello.read(all).ifPresent(hello -> hellos.put(direction, hello));
    } else {
      // An alert, or no hello: nothing more can be learnt from this side.
      hellos.put(direction, TlsHello.NONE);
    }
    if (hellos.containsKey(direction)) {
      collected.remove(direction);
    }
  }

  /** Returns whether there is nothing more to learn but the counts. */
  boolean hasBothHellos() {
    return hellos.size() == 2;
  }

  /** Returns when the second hello came. */
  long agreedAt() {
    return agreedAt;
  }

  TlsSession facts() {
    return facts(Optional.empty(), false, Optional.empty());
  }

  /** Returns what is known, with what only decrypting tells. */
  TlsSession facts(Optional<String> hiddenAlpn, boolean decrypted, Optional<String> undecryptable) {
    TlsHello client = hellos.getOrDefault(Direction.FRONTEND, TlsHello.NONE);
    TlsHello server = hellos.getOrDefault(Direction.BACKEND, TlsHello.NONE);
    Optional<String> chosen = server.protocols().stream().findFirst();
    return new TlsSession(
        server.version(),
        server.cipherSuite(),
        client.serverName(),
        client.protocols(),
        chosen.or(() -> hiddenAlpn),
        direct,
        frontendBytes,
        backendBytes,
        decrypted,
        undecryptable);
  }
}
