package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.route.OpenedSocket;
import dev.postgreswire.agent.route.RoutedSockets;
import dev.postgreswire.agent.route.Targets;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.MissedConnection;
import java.net.InetSocketAddress;
import java.time.Instant;

/** Whose a socket is, where it leads, and who opened it. */
final class Origins {
  private final AgentContext context;
  private final RoutedSockets routed;
  private final Targets targets;

  Origins(AgentContext context, RoutedSockets routed, Targets targets) {
    this.context = context;
    this.routed = routed;
    this.targets = targets;
  }

  /** Returns whether a socket belongs to the agent, not to the application. */
  boolean isOurs(Object socket) {
    return routed.isOurs(SystemSocket.descriptor(socket));
  }

  /** Returns what a socket is for as far as others know when it begins to speak; else null. */
  Stage stageOfOthers(Object socket) {
    if (isOurs(socket)) {
      return Stage.NONE_OF_OURS;
    }
    OpenedSocket opened = opened(socket);
    return opened == null || opened.recorded().isEmpty()
        ? null
        : new RoutedStage(opened.recorded().get(), context.callers());
  }

  /**
   * A socket turns out to lead to PostgreSQL.
   *
   * @param path the path of a Unix-domain socket; else null
   * @param partial whether its beginning was not seen
   */
  Stage open(Object socket, String path, boolean partial) {
    InetSocketAddress remote = SystemSocket.remote(socket);
    if (remote != null) {
      targets.learn(remote.getAddress(), remote.getPort());
    }
    OpenedSocket opened = opened(socket);
    // Who speaks first on a new connection has opened it; that of an old one nobody knows.
    Caller speaker = partial ? Caller.UNKNOWN : context.callers().current();
    ConnectionOrigin origin =
        new ConnectionOrigin(
            opened == null ? server(path, remote) : opened.server(),
            text(SystemSocket.local(socket)),
            opened == null ? speaker : opened.caller(),
            "",
            partial);
    return new RecordedStage(context, context.sink().opened(origin, Instant.now()));
  }

  /**
   * A connection cannot be recorded. That is told if it leads to a server that is known.
   *
   * @return whether it has been told
   */
  boolean missed(InetSocketAddress server, String reason) {
    if (server == null || !targets.contains(server.getAddress(), server.getPort())) {
      return false;
    }
    missed(text(server), Caller.UNKNOWN, reason);
    return true;
  }

  private void missed(String server, Caller caller, String reason) {
    context.sink().missed(new MissedConnection(server, caller, reason, Instant.now()));
  }

  /** A socket is closed. */
  void closed(Object socket) {
    routed.closed(SystemSocket.descriptor(socket));
  }

  private OpenedSocket opened(Object socket) {
    return routed.opened(SystemSocket.descriptor(socket));
  }

  private static String server(String path, InetSocketAddress address) {
    return path == null ? text(address) : path;
  }

  private static String text(InetSocketAddress address) {
    return address == null ? "" : Targets.describe(address.getAddress(), address.getPort());
  }
}
