package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.install.Feature;
import dev.postgreswire.agent.install.Hook;
import dev.postgreswire.agent.route.RoutedSockets;
import dev.postgreswire.agent.route.Targets;
import java.util.List;
import java.util.Optional;

/** Records connections in place: where the application reads and writes its sockets. */
public final class TapFeature implements Feature {
  private final RoutedSockets routed;
  private final Targets targets;
  private EarlierSockets earlier = new EarlierSockets(false);

  /**
   * Creates it.
   *
   * @param routed which sockets are recorded by other means
   * @param targets where PostgreSQL is; more are learnt
   */
  public TapFeature(RoutedSockets routed, Targets targets) {
    this.routed = routed;
    this.targets = targets;
  }

  @Override
  public List<Hook> hooks() {
    return TapHooks.all();
  }

  @Override
  public void start(AgentContext context) {
    earlier = new EarlierSockets(true);
    new SocketTap(context, routed, targets, earlier).listen();
  }

  @Override
  public Optional<String> selfTest() {
    earlier.look();
    return Optional.empty();
  }
}
