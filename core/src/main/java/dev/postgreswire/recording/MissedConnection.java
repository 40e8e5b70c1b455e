package dev.postgreswire.recording;

import java.time.Instant;
import java.util.Objects;

/**
 * A connection that a source knows of and cannot see into.
 *
 * @param server where it goes: {@code host:port}, or the path of a Unix-domain socket; empty when
 *     unknown
 * @param caller who opened it
 * @param reason why it is not recorded, for people to read
 * @param time when it was noticed
 */
public record MissedConnection(String server, Caller caller, String reason, Instant time) {
  /** Checks that nothing is missing. */
  public MissedConnection {
    Objects.requireNonNull(server);
    Objects.requireNonNull(caller);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(time);
  }

  /** Returns where it goes, who opened it, and why it is not recorded, in a line. */
  public String describe() {
    String where = server.isEmpty() ? "an unknown server" : server;
    String who = caller.isUnknown() ? "" : " (opened by " + caller.describe() + ")";
    return where + who + ": " + reason;
  }
}
