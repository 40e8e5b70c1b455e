package dev.postgreswire.junit;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.WireRecorder;
import dev.postgreswire.WireTarget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * A test, as far as it is recorded. A class and those nested in it have one window for each server,
 * which each test begins anew: so a {@link PostgresWire} that a constructor or a {@code @BeforeAll}
 * method was given shows the running test too.
 */
final class TestRecording {
  private static final String CURRENT = "current";

  private final ExtensionContext context;
  private final Object owner;
  private final Namespace namespace;
  private final RecordingSettings settings;

  /**
   * Looks at a test.
   *
   * @param owner the extension, for a class may have several, each with windows of its own
   */
  TestRecording(ExtensionContext context, Object owner, RecordingSettings settings) {
    this.context = context;
    this.owner = owner;
    this.namespace = Namespace.create(TestRecording.class, owner);
    this.settings = settings;
  }

  WireWindow span() {
    return settings.window();
  }

  WireReport report() {
    return settings.report();
  }

  RecordingFiles files() {
    return RecordingFiles.of(context, RegisteredExtensions.part(owner, context));
  }

  /** Returns the window, unless nobody knows yet where the server is. */
  Optional<PostgresWire> find() {
    return current()
        .or(
            () ->
                settings.target().isNamed()
                    ? settings.target().find(context).map(server -> open(Optional.of(server)))
                    : Optional.of(open(Optional.empty())));
  }

  /** Returns the window; it begins now if nobody has asked for it before. */
  PostgresWire wire() {
    return current().orElseGet(() -> open(server()));
  }

  private Optional<WireTarget> server() {
    return settings.target().isNamed()
        ? Optional.of(settings.target().require(context))
        : Optional.empty();
  }

  /** Brings the agent in, if it takes that; where it cannot be had, the first test says so. */
  void prepare() {
    Routing.prepare(settings.target(), context);
  }

  /** Returns the window, if anybody has asked for it in this test. */
  Optional<PostgresWire> current() {
    return Optional.ofNullable(context.getStore(namespace).get(CURRENT, Current.class))
        .map(Current::wire);
  }

  /** Begins the window anew. */
  void restart() {
    restart(wire());
  }

  /** Begins the window anew, unless nobody knows yet where the server is. */
  void restartIfKnown() {
    find().ifPresent(this::restart);
  }

  private void restart(PostgresWire wire) {
    wire.restart(TestPlace.name(context));
    announce(wire);
    tellApart(wire);
  }

  /** The agent sees other tests too, also such as are not recorded. */
  private void tellApart(PostgresWire wire) {
    if (wire.listensAt().isPresent()) {
      return;
    }
    ExtensionContext owner =
        span() == WireWindow.CLASS ? TestPlace.outermostClass(context) : context;
    Neighbours neighbours = RunningTests.beside(owner.getUniqueId(), TestPlace.name(owner));
    if (!neighbours.isKnown() && isParallel()) {
      throw new ExtensionConfigurationException(
          TestPlace.name(context)
              + " may run beside other tests, and is recorded by the agent, which sees those too;"
              + " run tests by JUnit's launcher with its service files, or one after the other");
    }
    wire.view(neighbours::part);
  }

  private boolean isParallel() {
    return context
        .getConfigurationParameter("junit.jupiter.execution.parallel.enabled")
        .map(Boolean::parseBoolean)
        .orElse(false);
  }

  /** Lets failures of assertions say from now on where this test's recording lies. */
  void announce(PostgresWire wire) {
    RecordingFiles files = files();
    wire.test(FileNames.test(context).orElse(null));
    wire.footnote(place -> report() == WireReport.NEVER ? "" : files.mention(place));
  }

  /** For the rest of the test the window stays this one, also when a container stops meanwhile. */
  private PostgresWire open(Optional<WireTarget> server) {
    boolean ofTest = settings.target().endsWithTest(context);
    ExtensionContext owner = ofTest ? context : TestPlace.outermostClass(context);
    ExtensionContext recorderOwner = ofTest ? context : context.getRoot();
    PostgresWire wire =
        owner
            .getStore(namespace)
            .getOrComputeIfAbsent(
                List.of(server, span() == WireWindow.CLASS),
                it -> held(server, recorderOwner),
                HeldWindow.class)
            .wire;
    if (span() == WireWindow.CLASS || context.getTestMethod().isPresent()) {
      context.getStore(namespace).put(CURRENT, new Current(wire));
    }
    return wire;
  }

  private HeldWindow held(Optional<WireTarget> server, ExtensionContext recorderOwner) {
    Routing routing = Routing.of(settings.target(), context);
    WireRecorder recorder = Recorders.of(routing, server, settings.limits(), recorderOwner);
    String name = TestPlace.name(context);
    PostgresWire wire =
        server.map(it -> recorder.window(name, it)).orElseGet(() -> recorder.window(name));
    announce(wire);
    if (span() == WireWindow.CLASS) {
      tellApart(wire);
    }
    return new HeldWindow(wire);
  }

  /** Not the window itself, which newer versions of JUnit would close with the test. */
  private record Current(PostgresWire wire) {}

  /** Closes the window when the class is done. */
  private static final class HeldWindow implements CloseableResource, AutoCloseable {
    private final PostgresWire wire;

    HeldWindow(PostgresWire wire) {
      this.wire = wire;
    }

    @Override
    public void close() {
      wire.close();
    }
  }
}
