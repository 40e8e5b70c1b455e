package dev.postgreswire.agent.route;

/**
 * What is known of this JVM's sockets. The hooks of connecting write it; those of reading, writing
 * and closing ask: a socket of ours passes all of them, a routed one is recorded by the relay
 * already, of the others it says who opened them and where they go.
 *
 * <p>A socket is the JDK's {@code FileDescriptor} or Netty's {@code Socket}, the object itself: its
 * number will be another's one day.
 *
 * <p>Safe for use by several threads.
 */
public final class RoutedSockets {
  private static final Object OURS = new Object();

  private final WeakIdentityMap<Object> sockets = new WeakIdentityMap<>();

  /** Creates one that knows of no socket. */
  public RoutedSockets() {}

  /** Returns what is known of a socket; null when nothing is, or it is ours. */
  public OpenedSocket opened(Object socket) {
    return sockets.get(socket) instanceof OpenedSocket opened ? opened : null;
  }

  /** Returns whether a socket belongs to the agent, not to the application. */
  public boolean isOurs(Object socket) {
    return sockets.get(socket) == OURS;
  }

  /** A socket belongs to the agent: whatever it says is none of the recording's business. */
  public void ours(Object socket) {
    sockets.put(socket, OURS);
  }

  /** A socket has been closed. */
  public void closed(Object socket) {
    sockets.remove(socket);
  }

  /** The application has connected a socket. */
  void opened(Object socket, OpenedSocket known) {
    sockets.put(socket, known);
  }

  /** The application connects a socket. */
  void connecting(Object socket, PendingConnect connect) {
    sockets.put(socket, connect);
  }

  /** Returns what a socket is being connected to; null when it is not. */
  PendingConnect connecting(Object socket) {
    return sockets.get(socket) instanceof PendingConnect connect ? connect : null;
  }
}
