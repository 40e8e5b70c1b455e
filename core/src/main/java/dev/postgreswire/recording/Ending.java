package dev.postgreswire.recording;

/** How a connection ended. */
public enum Ending {
  /** It has not ended. */
  OPEN,
  /** The client sent Terminate and closed, as the protocol asks for. */
  TERMINATED,
  /** The client closed without Terminate. */
  CLOSED_BY_CLIENT,
  /** The server closed first. */
  CLOSED_BY_SERVER,
  /** The client reset the connection (TCP RST). */
  RESET_BY_CLIENT,
  /** The server reset the connection (TCP RST). */
  RESET_BY_SERVER,
  /** The server could not be reached; the client never spoke to one. */
  SERVER_UNREACHABLE,
  /** The recorder was closed while the connection was open. */
  RECORDER_CLOSED;

  /**
   * Returns how it ended, knowing whether the client said Terminate: a server closes as soon as it
   * reads that, which may be seen before the client's close. Where the client ends TLS after
   * Terminate, nobody reads that any more, and the server's close is a reset.
   */
  Ending given(boolean terminated) {
    boolean closed =
        this == CLOSED_BY_CLIENT || this == CLOSED_BY_SERVER || this == RESET_BY_SERVER;
    return closed && terminated ? TERMINATED : this;
  }
}
