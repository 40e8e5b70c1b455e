package dev.postgreswire;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The agent of this JVM, which may be of another version: the two know of each other by types of
 * the JDK only. What it can be asked is written down with the agent's {@code AgentLink}.
 */
final class InstalledAgent {
  private static final String LINK = "dev.postgreswire.agent.boot.Link";

  private final BiFunction<String, Object[], Object> link;

  InstalledAgent(BiFunction<String, Object[], Object> link) {
    this.link = link;
  }

  /** Returns the agent, if there is one. */
  @SuppressWarnings("unchecked")
  static Optional<InstalledAgent> find() {
    try {
      // The bootstrap loader's: the class path may hold the agent's jar, which says nothing.
      Object link = Class.forName(LINK, false, null).getMethod("agent").invoke(null);
      return Optional.ofNullable((BiFunction<String, Object[], Object>) link)
          .map(InstalledAgent::new);
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(
          "the agent in this JVM is not of a version that this PostgresWire knows; take both of"
              + " the same release",
          e);
    }
  }

  /** Has the agent tell {@code feed} what it sees from now on. */
  void register(AgentFeed feed) {
    ask("register", feed);
  }

  /** Has the agent tell {@code feed} nothing more. */
  void unregister(AgentFeed feed) {
    ask("unregister", feed);
  }

  /**
   * Waits until every byte that the application had written is told.
   *
   * @return what was still pending when the time was over; empty when nothing was
   */
  Optional<String> drain(Duration most) {
    return Optional.ofNullable((String) ask("drain", most));
  }

  /** Returns what the agent says of itself: its version, its route and more. */
  @SuppressWarnings("unchecked")
  Map<String, Object> describe() {
    return (Map<String, Object>) ask("describe");
  }

  private Object ask(String question, Object... arguments) {
    return link.apply(question, arguments);
  }
}
