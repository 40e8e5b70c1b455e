package dev.postgreswire.benchmarks.decode;

import java.util.function.Consumer;

/** Something that decodes a session, from its first byte each time. */
interface Decoder {
  /**
   * Decodes.
   *
   * @param session what is said
   * @param level how far
   * @param out takes what comes out, once for each frame, message or value
   */
  void decode(Session session, Level level, Consumer<Object> out);
}
