package dev.postgreswire.agent.tap;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets that were open before the agent came, by their numbers. A socket that nobody has seen
 * connect is either one of them, or was accepted by a listener of this JVM.
 */
final class EarlierSockets {
  /** Null while nobody has looked, or where the system does not tell: each may be one. */
  private volatile Set<Integer> numbers;

  /**
   * Creates one that has not looked yet.
   *
   * @param any whether this JVM can have opened any
   */
  EarlierSockets(boolean any) {
    numbers = any ? null : Set.of();
  }

  /** Looks which there are. Those that are opened from now on are seen to connect. */
  void look() {
    if (numbers != null) {
      return;
    }
    Set<Integer> found = ConcurrentHashMap.newKeySet();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path file : files) {
        if (isSocket(file)) {
          found.add(Integer.valueOf(file.getFileName().toString()));
        }
      }
      numbers = found;
    } catch (IOException | RuntimeException e) {
      numbers = null; // not Linux
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed meanwhile, as the one by which the folder is read
    }
  }

  /** Returns whether a socket that nobody has seen connect may be one. */
  boolean mayHave(Object socket) {
    Set<Integer> known = numbers;
    return known == null || (!known.isEmpty() && known.contains(SystemSocket.number(socket)));
  }

  /** A socket is closed: its number will be another's. */
  void closed(Object socket) {
    Set<Integer> known = numbers;
    if (known != null && !known.isEmpty()) {
      known.remove(SystemSocket.number(socket));
    }
  }
}
