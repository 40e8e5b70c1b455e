package dev.postgreswire.report.capture;

import java.nio.ByteBuffer;

/** Recognizes a server in the middle of a connection. */
final class MessageChain {
  /** The types of a server's messages. */
  private static final String TYPES = "123ACDEGHIKNRSTVWZcdnstv";

  private MessageChain() {}

  /**
   * Returns whether bytes are messages of a server, whole from the first to the last, and the last
   * says that it is ready for the next query: by chance they hardly are.
   */
  static boolean endsReadyForQuery(ByteBuffer bytes) {
    int at = bytes.position();
    int end = bytes.limit();
    while (end - at > 6) {
      int length = bytes.getInt(at + 1);
      if (TYPES.indexOf(bytes.get(at)) < 0 || length < 4 || length > end - at - 1 - 6) {
        return false;
      }
      at += 1 + length;
    }
    return end - at == 6
        && bytes.get(at) == 'Z'
        && bytes.getInt(at + 1) == 5
        && "ITE".indexOf(bytes.get(at + 5)) >= 0;
  }
}
