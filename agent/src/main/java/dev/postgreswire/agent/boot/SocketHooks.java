package dev.postgreswire.agent.boot;

/**
 * What the hooks of sockets call.
 *
 * <p>A socket is known by the object that its implementation has for it: the JDK's {@code
 * FileDescriptor}, or Netty's {@code Socket}. The bytes that are read or written lie in memory of
 * one of four forms:
 *
 * <table>
 *   <caption>Forms of memory</caption>
 *   <tr><th>form<th>{@code buffers}<th>{@code at}<th>{@code length}</tr>
 *   <tr><td>{@link #PLAIN}<td>null<td>address<td>bytes</tr>
 *   <tr><td>{@link #VECTOR}<td>null<td>address of an array of {@code struct iovec}<td>its elements</tr>
 *   <tr><td>{@link #BUFFER}<td>{@code ByteBuffer}<td>index<td>bytes</tr>
 *   <tr><td>{@link #BUFFERS}<td>{@code ByteBuffer[]}<td>index of the first, whose position to limit
 *       counts, as those of the others<td>how many</tr>
 * </table>
 */
public final class SocketHooks {
  /** The bytes lie behind an address. */
  public static final int PLAIN = 0;

  /** The bytes lie behind several addresses. */
  public static final int VECTOR = 1;

  /** The bytes lie in a buffer. */
  public static final int BUFFER = 2;

  /** The bytes lie in several buffers. */
  public static final int BUFFERS = 3;

  private static volatile Handler handler;

  private SocketHooks() {}

  /** Is told what the hooks see. It must not throw. */
  public abstract static class Handler {
    /** For the agent to extend. */
    protected Handler() {}

    /**
     * This JVM connects a socket.
     *
     * @param to the address, or the path of a Unix-domain socket; null when the system will know
     */
    public abstract void connecting(Object socket, Object to);

    /**
     * A write begins.
     *
     * @return what {@link #written} is to be given; null when it need not be called
     */
    public abstract Object writing(Object socket, int form, Object buffers, long at, int length);

    /**
     * A write has ended.
     *
     * @param write what {@link #writing} returned
     * @param count how many bytes were written; 0 or less when none
     * @param failure what the write throws; null when nothing
     */
    public abstract void written(Object write, long count, Throwable failure);

    /**
     * A write of which nobody has kept what {@link #writing} returned has ended.
     *
     * @param count how many bytes were written; 0 or less when none
     * @param failure what the write throws; null when nothing
     */
    public abstract void returned(Object socket, long count, Throwable failure);

    /**
     * A read has ended.
     *
     * @param count how many bytes were read; -1 at the end of what the other side says
     * @param failure what the read throws; null when nothing
     */
    public abstract void read(
        Object socket,
        int form,
        Object buffers,
        long at,
        int length,
        long count,
        Throwable failure);

    /** Bytes have been sent that nobody could see. */
    public abstract void unseen(Object socket, long count);

    /**
     * A channel of Netty's sends or has received a message.
     *
     * @param message most often a {@code ByteBuf}
     */
    public abstract void message(Object channel, Object message, boolean sent);

    /** A socket is about to be closed. */
    public abstract void closing(Object socket);
  }

  /** Says who is told. */
  public static void handler(Handler told) {
    handler = told;
  }

  /** This JVM connects a socket. */
  public static void connecting(Object socket, Object to) {
    Handler told = handler;
    if (told != null) {
      told.connecting(socket, to);
    }
  }

  /** A write begins. */
  public static Object writing(Object socket, int form, Object buffers, long at, int length) {
    Handler told = handler;
    return told == null ? null : told.writing(socket, form, buffers, at, length);
  }

  /** A write has ended. */
  public static void written(Object write, long count, Throwable failure) {
    Handler told = handler;
    if (write != null && told != null) {
      told.written(write, count, failure);
    }
  }

  /** A write of which nobody has kept what {@link #writing} returned has ended. */
  public static void returned(Object socket, long count, Throwable failure) {
    Handler told = handler;
    if (told != null) {
      told.returned(socket, count, failure);
    }
  }

  /** A read has ended. */
  public static void read(
      Object socket, int form, Object buffers, long at, int length, long count, Throwable failure) {
    Handler told = handler;
    if (told != null) {
      told.read(socket, form, buffers, at, length, count, failure);
    }
  }

  /** Bytes have been sent that nobody could see. */
  public static void unseen(Object socket, long count) {
    Handler told = handler;
    if (told != null) {
      told.unseen(socket, count);
    }
  }

  /** A channel sends a message. */
  public static void sent(Object channel, Object message) {
    Handler told = handler;
    if (told != null) {
      told.message(channel, message, true);
    }
  }

  /** A channel has received a message. */
  public static void received(Object channel, Object message) {
    Handler told = handler;
    if (told != null) {
      told.message(channel, message, false);
    }
  }

  /**
   * A channel's read has ended.
   *
   * @param result 0 at the end of what the other side says; other results come as messages
   */
  public static void completed(Object channel, int result) {
    Handler told = handler;
    if (told != null && result == 0) {
      told.read(channel, PLAIN, null, 0, 0, -1, null);
    }
  }

  /** A socket is about to be closed. */
  public static void closing(Object socket) {
    Handler told = handler;
    if (told != null) {
      told.closing(socket);
    }
  }
}
