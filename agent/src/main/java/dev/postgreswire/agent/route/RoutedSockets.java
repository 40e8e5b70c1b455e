package dev.postgreswire.agent.route;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What is known of this JVM's sockets by their file descriptors. The hooks of connecting write it;
 * those of reading, writing and closing ask: a socket of ours passes all of them, a routed one is
 * recorded by the relay already, of the others it says who opened them and where they go.
 *
 * <p>Safe for use by several threads. Asking costs two reads and allocates nothing.
 */
public final class RoutedSockets {
  private static final int LIMIT = 1 << 20;
  private static final Object OURS = new Object();

  private volatile AtomicReferenceArray<Object> sockets = new AtomicReferenceArray<>(1024);

  /** Creates one that knows of no socket. */
  public RoutedSockets() {}

  /** Returns what is known of a socket; null when nothing is, or it is ours. */
  public OpenedSocket opened(int fd) {
    return get(fd) instanceof OpenedSocket socket ? socket : null;
  }

  /** Returns whether a socket belongs to the relay, not to the application. */
  public boolean isOurs(int fd) {
    return get(fd) == OURS;
  }

  /** A descriptor has been closed: nothing is known of it any more. */
  public void closed(int fd) {
    AtomicReferenceArray<Object> known = sockets;
    if (fd >= 0 && fd < known.length() && known.get(fd) != null) {
      put(fd, null);
    }
  }

  /** The application has connected a socket. */
  void opened(int fd, OpenedSocket socket) {
    put(fd, socket);
  }

  /** A socket belongs to the relay. */
  void ours(int fd) {
    put(fd, OURS);
  }

  private Object get(int fd) {
    AtomicReferenceArray<Object> known = sockets;
    return fd >= 0 && fd < known.length() ? known.get(fd) : null;
  }

  private synchronized void put(int fd, Object socket) {
    if (fd < 0 || fd >= LIMIT) {
      return;
    }
    if (fd >= sockets.length()) {
      int size = Math.min(LIMIT, Math.max(fd + 1, 2 * sockets.length()));
      AtomicReferenceArray<Object> larger = new AtomicReferenceArray<>(size);
      for (int i = 0; i < sockets.length(); i++) {
        larger.set(i, sockets.get(i));
      }
      sockets = larger;
    }
    sockets.set(fd, socket);
  }
}
