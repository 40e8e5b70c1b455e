package dev.postgreswire.agent.tap;

import java.nio.ByteBuffer;

/**
 * What is known of a socket's conversation. Each call returns what is known from then on. The bytes
 * come in order; the client's before what the server answered to them.
 */
interface Stage {
  /** This JVM has sent bytes; they are valid only during the call. */
  Stage sent(ByteBuffer bytes);

  /** The other side has. */
  Stage received(ByteBuffer bytes);

  /** This JVM has sent bytes that cannot be seen. */
  default Stage unseen(long count) {
    return NONE_OF_OURS;
  }

  /** The thread that calls begins to write: what it sends comes by {@link #sent} after this. */
  default void writing() {}

  /**
   * What comes next by {@link #sent} was written by the thread that calls. To find out who that is
   * takes its time; but the bytes are under way by now, so that the other side works meanwhile.
   */
  default void author() {}

  /**
   * What comes next by {@link #sent} was written by another thread, which is still at it and tells
   * by {@link #lateAuthor} who it is.
   */
  default void unknownAuthor() {}

  /**
   * The last bytes that came by {@link #sent} were written by the thread that calls.
   *
   * @param count how many
   */
  default void lateAuthor(long count) {}

  /** The other side says nothing more. */
  default void ended() {}

  /**
   * This JVM closes the socket.
   *
   * @param failure what a read or write has thrown before; null when none has
   * @param unsent how many of the last bytes that have come by {@link #sent} were not sent after
   *     all
   */
  default void closed(Throwable failure, long unsent) {}

  /** We cannot go on, though the conversation does. */
  default void abandoned(Throwable cause) {}

  /** Returns whether anything that the socket does is of interest. */
  default boolean isOfInterest() {
    return true;
  }

  /** Somebody else's conversation. */
  Stage NONE_OF_OURS =
      new Stage() {
        @Override
        public Stage sent(ByteBuffer bytes) {
          return this;
        }

        @Override
        public Stage received(ByteBuffer bytes) {
          return this;
        }

        @Override
        public boolean isOfInterest() {
          return false;
        }
      };
}
