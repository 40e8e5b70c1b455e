package dev.postgreswire.report.capture;

import java.util.Set;

/**
 * The ports on which servers are expected.
 *
 * @param asked those that were asked for; with none, what is PostgreSQL is found out
 */
record Ports(Set<Integer> asked) {
  private static final int STANDARD = 5432;

  /** Returns whether somebody has said which they are: then these and no others. */
  boolean areAsked() {
    return !asked.isEmpty();
  }

  /** Returns whether a server is expected on it. */
  boolean contains(int port) {
    return areAsked() ? asked.contains(port) : port == STANDARD;
  }
}
