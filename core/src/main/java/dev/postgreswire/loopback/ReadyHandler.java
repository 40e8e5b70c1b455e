package dev.postgreswire.loopback;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/** Who is to be told when a socket is ready. */
interface ReadyHandler {
  /**
   * Does what the socket is ready for.
   *
   * @param key the socket's key
   * @param scratch a buffer for the time of the call
   */
  void ready(SelectionKey key, ByteBuffer scratch);

  /**
   * Gives up what the socket is for, after {@link #ready} has failed. When this fails too, for lack
   * of memory, it is called again.
   *
   * @param key the socket's key
   */
  void abort(SelectionKey key);
}
