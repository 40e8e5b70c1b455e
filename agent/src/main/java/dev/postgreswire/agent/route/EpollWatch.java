package dev.postgreswire.agent.route;

import java.io.IOException;
import java.util.List;

/**
 * Who waits for a descriptor by epoll. Such a watch is for the socket, not for its number: when the
 * number is given to another socket, it has to be ended before and begun again after.
 */
final class EpollWatch {
  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int ALREADY_THERE = 17;

  /** Of what a watch waits for, what is not an event: one-shot, edge-triggered and so on. */
  private static final int MODES = 0xF0000000;

  private final JdkSockets jdk;
  private final int fd;
  private final List<ProcFiles.EpollEntry> entries;

  /**
   * Finds the watches of {@code fd}.
   *
   * @throws IOException when one of them could not be begun again as it was
   */
  EpollWatch(JdkSockets jdk, int fd) throws IOException {
    this.jdk = jdk;
    this.fd = fd;
    this.entries = ProcFiles.epollEntries(fd);
    for (ProcFiles.EpollEntry entry : entries) {
      // The JDK and Netty give the number; what others give, the JDK's way to call would lose.
      if ((int) entry.data() != fd) {
        throw new IOException("somebody's own epoll watches descriptor " + fd);
      }
    }
  }

  /** Ends them. */
  void end() throws IOException {
    for (ProcFiles.EpollEntry entry : entries) {
      jdk.epollControl(entry.epoll(), DELETE, fd, 0);
    }
  }

  /** Begins them again, for what the number stands for now. */
  void begin() throws IOException {
    for (ProcFiles.EpollEntry entry : entries) {
      // One that has fired its one shot is begun by its owner, in whichever way is needed.
      if ((entry.events() & ~MODES) != 0) {
        int error = jdk.epollControl(entry.epoll(), ADD, fd, entry.events());
        if (error != 0 && error != ALREADY_THERE) {
          throw new IOException("epoll_ctl: error " + error);
        }
      }
    }
  }
}
