package dev.postgreswire.agent.install;

import java.util.List;
import java.util.Optional;

/** A part of the agent that sees something of the JVM: sockets, Netty's transports, TLS secrets. */
public interface Feature {
  /** Returns what it adds to which classes of the JDK, for which there is a quicker way. */
  default List<JdkHook> jdkHooks() {
    return List.of();
  }

  /**
   * Returns what it adds to which classes. It is asked once, when the first class comes that may be
   * meant, and must not load one of those itself.
   */
  List<Hook> hooks();

  /**
   * Begins to listen to what its hooks call. Comes before any class is hooked, and before the
   * application's {@code main}, which waits for it.
   */
  void start(AgentContext context);

  /** Comes when what is loaded is hooked; the application's {@code main} waits for it, too. */
  default void hooked() {}

  /**
   * Tries whether the hooks work, by an action of its own. Comes when the hooks are in place.
   *
   * @return what does not work and what to do about it, a line
   */
  default Optional<String> selfTest() {
    return Optional.empty();
  }
}
