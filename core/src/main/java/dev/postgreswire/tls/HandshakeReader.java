package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the handshake messages of one side, which records may cut and join at will. Of messages
 * whose content does not matter, only the length is kept.
 */
final class HandshakeReader {
  private static final int HEADER = 4;

  /** A ClientHello has lists of 2^16 bytes at most: suites, extensions. */
  private static final int LONGEST_HELLO = 1 << 18;

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private int type = -1;
  private int left;

  /** Takes the content of a record, and returns the messages that it completes. */
  List<HandshakeMessage> take(Bytes content) throws Halt {
    List<HandshakeMessage> messages = new ArrayList<>();
    int position = 0;
    while (position < content.length()) {
      position += type < 0 ? header(content, position) : body(content, position);
      if (type >= 0 && left == 0) {
        messages.add(new HandshakeMessage(type, Bytes.of(held.toByteArray())));
        held.reset();
        type = -1;
      }
    }
    return messages;
  }

  private int header(Bytes content, int position) throws Halt {
    int count = Math.min(HEADER - held.size(), content.length() - position);
    held.writeBytes(content.slice(position, count).toByteArray());
    if (held.size() == HEADER) {
      int header = Bytes.of(held.toByteArray()).int32(0);
      held.reset();
      type = header >>> 24;
      left = header & 0xFFFFFF;
      if (isRead() && left > LONGEST_HELLO) {
        throw Halt.undecryptable("a hello of " + left + " bytes, more than TLS allows");
      }
    }
    return count;
  }

  private int body(Bytes content, int position) {
    int count = Math.min(left, content.length() - position);
    if (isRead()) {
      held.writeBytes(content.slice(position, count).toByteArray());
    }
    left -= count;
    return count;
  }

  private boolean isRead() {
    return HandshakeMessage.READ.contains(type);
  }
}
