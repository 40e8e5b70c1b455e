package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.install.Feature;
import dev.postgreswire.agent.install.Hook;
import dev.postgreswire.agent.install.JdkHook;
import dev.postgreswire.agent.route.RoutedSockets;
import dev.postgreswire.agent.route.Targets;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Records connections in place: where the application reads and writes its sockets. */
public final class TapFeature implements Feature {
  private final RoutedSockets routed;
  private final Targets targets;
  private EarlierSockets earlier;
  private SocketTap tap;

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
  public List<JdkHook> jdkHooks() {
    return TapJdkHooks.all();
  }

  @Override
  public List<Hook> hooks() {
    return TapHooks.all();
  }

  @Override
  public void start(AgentContext context) {
    earlier = new EarlierSockets(true);
    tap = new SocketTap(new Origins(context, routed, targets), earlier);
    tap.listen();
  }

  /** Not later: what the application accepts meanwhile would be taken for an earlier socket. */
  @Override
  public void hooked() {
    earlier.look();
  }

  @Override
  public Optional<String> selfTest() {
    try {
      return tap.test();
    } catch (IOException e) {
      return Optional.of("recording in place cannot be tested: " + e);
    }
  }
}
