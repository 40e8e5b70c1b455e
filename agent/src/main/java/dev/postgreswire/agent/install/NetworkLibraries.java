package dev.postgreswire.agent.install;

import java.util.List;

/**
 * The JDK's native libraries of the network, which its classes load when they are initialised.
 *
 * <p>JDK 17 has one lock for all libraries. A thread of ours that initialises {@code InetAddress}
 * holds that class and waits for the lock; the application's thread that loads a library of its own
 * holds the lock, and waits for the class as soon as that library asks for a method of it, as those
 * of Netty do. Neither would ever go on. So we initialise these classes before the application has
 * a thread.
 */
final class NetworkLibraries {
  private static final List<String> LOADED_BY =
      List.of("java.net.InetAddress", "java.net.Inet6Address", "sun.nio.ch.IOUtil");

  private NetworkLibraries() {}

  /** Loads them; what this JVM does not have cannot block it. */
  static void load() {
    for (String name : LOADED_BY) {
      try {
        Class.forName(name, true, null);
      } catch (ClassNotFoundException | LinkageError e) {
        // Whoever needs it will say so.
      }
    }
  }
}
