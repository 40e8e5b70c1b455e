package dev.postgreswire.recording;

import java.util.Objects;

/**
 * What a source knows of a connection when it opens.
 *
 * @param server host and port of the real server, {@code host:port}
 * @param client the client's address, {@code host:port}; empty when unknown
 * @param caller the thread and the application's code that opened it
 * @param openedBy who opened it, such as the test that was running; empty when unknown
 * @param partial whether its beginning was not seen
 */
public record ConnectionOrigin(
    String server, String client, Caller caller, String openedBy, boolean partial) {

  /** Checks that nothing is missing. */
  public ConnectionOrigin {
    Objects.requireNonNull(server);
    Objects.requireNonNull(client);
    Objects.requireNonNull(caller);
    Objects.requireNonNull(openedBy);
  }

  /** Returns the origin of a connection of which only the two addresses are known. */
  public static ConnectionOrigin of(String server, String client) {
    return new ConnectionOrigin(server, client, Caller.UNKNOWN, "", false);
  }

  /** Returns the thread that opened it; empty when unknown. */
  public String thread() {
    return caller.thread();
  }

  /** Returns this origin with another {@code openedBy}. */
  public ConnectionOrigin openedBy(String who) {
    return new ConnectionOrigin(server, client, caller, who, partial);
  }
}
