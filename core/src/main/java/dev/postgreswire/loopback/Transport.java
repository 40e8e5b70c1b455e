package dev.postgreswire.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a side's bytes go through: its socket alone, or TLS over it. Never waits. Guarded by the
 * connection's lock.
 */
interface Transport {
  /**
   * Reads what there is.
   *
   * @return how many bytes; 0 when there are none for now, -1 when there will be none any more
   */
  int read(ByteBuffer target) throws IOException;

  /** Writes what is taken at once, and returns how many bytes that was. */
  int write(ByteBuffer bytes) throws IOException;

  /**
   * Writes what was taken and has not gone out yet, as far as that is possible.
   *
   * @return whether nothing of that is left
   */
  boolean flush() throws IOException;

  /** Whether reading gives something although the selector knows of nothing. */
  boolean hasBuffered();

  /**
   * Says that no more bytes will come, once all that came before has gone out.
   *
   * @return whether that is done; else it is to be tried again
   */
  boolean shutdownOutput() throws IOException;

  /**
   * Returns what to ask the selector for.
   *
   * @param bytes whether bytes to be read would be of use
   * @param room whether something waits to be written
   */
  int operations(boolean bytes, boolean room);
}
