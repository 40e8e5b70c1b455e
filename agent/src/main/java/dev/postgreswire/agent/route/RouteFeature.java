package dev.postgreswire.agent.route;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.install.Feature;
import dev.postgreswire.agent.install.Hook;
import java.util.List;

/**
 * Sees every socket that this JVM connects, and routes those to PostgreSQL, unless they are to be
 * recorded in place.
 */
public final class RouteFeature implements Feature {
  private final RoutedSockets sockets;
  private final Targets targets;

  /** Creates one. */
  public RouteFeature(RoutedSockets sockets, Targets targets) {
    this.sockets = sockets;
    this.targets = targets;
  }

  @Override
  public List<Hook> hooks() {
    return List.of(
        Hook.of(
            "sun.nio.ch.Net",
            new Hook.Addition(named("connect").and(takesArguments(4)), NetAdvice.Connect.class),
            new Hook.Addition(named("pollConnectNow"), NetAdvice.PollConnect.class),
            new Hook.Addition(
                named("localAddress").and(takesArgument(0, java.io.FileDescriptor.class)),
                NetAdvice.LocalAddress.class)));
  }

  @Override
  public void start(AgentContext context) {
    Router router = new Router(context, sockets, targets);
    new ConnectListener(context, sockets, router).listen();
  }
}
