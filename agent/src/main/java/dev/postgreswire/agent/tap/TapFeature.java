package dev.postgreswire.agent.tap;

import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.install.Feature;
import dev.postgreswire.agent.install.Hook;
import dev.postgreswire.agent.route.RoutedSockets;
import dev.postgreswire.agent.route.Targets;
import java.io.FileDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Records connections in place: where the application reads and writes its sockets. */
public final class TapFeature implements Feature {
  private static final String SOCKETS = "sun.nio.ch.SocketDispatcher";

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
    return List.of(
        Hook.of(
            SOCKETS,
            transfer("read", JdkAdvice.Read.class),
            transfer("readv", JdkAdvice.ReadVector.class),
            transfer("write", JdkAdvice.Write.class),
            transfer("writev", JdkAdvice.WriteVector.class),
            Hook.Addition.ifThere(ending("close"), JdkAdvice.Close.class),
            Hook.Addition.ifThere(ending("preClose"), JdkAdvice.Close.class)),
        // Where the two are depends on the JDK's release.
        Hook.of(
            "sun.nio.ch.UnixDispatcher",
            Hook.Addition.ifThere(ending("close"), JdkAdvice.Close.class)),
        Hook.of(
            "sun.nio.ch.NativeDispatcher",
            Hook.Addition.ifThere(ending("preClose"), JdkAdvice.Close.class)),
        Hook.of(
            "sun.nio.ch.Net",
            new Hook.Addition(
                named("connect").and(takesArguments(4)).and(takesArgument(1, FileDescriptor.class)),
                JdkAdvice.Connect.class)),
        Hook.of(
            "sun.nio.ch.UnixDomainSockets",
            new Hook.Addition(
                named("connect").and(takesArguments(FileDescriptor.class, Path.class)),
                JdkAdvice.ConnectUnix.class)));
  }

  private static Hook.Addition transfer(String method, Class<?> advice) {
    return new Hook.Addition(
        named(method).and(takesArguments(FileDescriptor.class, long.class, int.class)), advice);
  }

  private static ElementMatcher.Junction<MethodDescription> ending(String method) {
    return named(method).and(takesArgument(0, FileDescriptor.class)).and(not(isNative()));
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
