package dev.postgreswire.junit;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.WireTarget;
import dev.postgreswire.junit.RecordingSettings.Limits;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.testcontainers.containers.JdbcDatabaseContainer;

/**
 * Records as {@link RecordPostgresWire} does, where code has to say which server it is:
 *
 * <pre>{@code
 * @RegisterExtension
 * static PostgresWireExtension postgres = PostgresWireExtension.forServer(() -> servers.billing().url());
 *
 * @Test
 * void listsInvoicesInOneQuery(PostgresWire wire) { … }
 * }</pre>
 *
 * <p>A class may register one for each of several servers; its tests then ask {@link #wire()} of
 * each instead of taking a parameter. Where tests run in parallel, write
 * {@code @ResourceLock(RecordPostgresWire.LOCK)} on the class.
 */
public final class PostgresWireExtension extends WireCallbacks {
  private final TargetSource target;
  private final WireWindow window;
  private final Optional<WireReport> report;
  private final Limits limits;
  private volatile TestRecording running;

  private PostgresWireExtension(
      TargetSource target, WireWindow window, Optional<WireReport> report, Limits limits) {
    this.target = target;
    this.window = window;
    this.report = report;
    this.limits = limits;
  }

  /**
   * Records the server that {@code target} names.
   *
   * @param target {@code host:port}, or a JDBC or R2DBC URL; <code>${name}</code> in it stands for
   *     a JUnit configuration parameter or a system property
   */
  public static PostgresWireExtension forServer(String target) {
    return forServer(() -> target);
  }

  /**
   * Records a server that is not known before tests run.
   *
   * @param target is asked, for {@code host:port} or a URL, when a test first needs the address; it
   *     may give null as long as nothing is known
   */
  public static PostgresWireExtension forServer(Supplier<String> target) {
    return new PostgresWireExtension(
        new NamedTarget("PostgresWireExtension.forServer(…)", target),
        WireWindow.TEST_METHOD,
        Optional.empty(),
        Limits.NONE);
  }

  /** Records the server in a container of Testcontainers, which may be started later. */
  public static PostgresWireExtension forContainer(JdbcDatabaseContainer<?> container) {
    return new PostgresWireExtension(
        new GivenContainer(container), WireWindow.TEST_METHOD, Optional.empty(), Limits.NONE);
  }

  /** Returns such an extension whose windows span {@code window}. */
  public PostgresWireExtension withWindow(WireWindow window) {
    return new PostgresWireExtension(target, window, report, limits);
  }

  /** Returns such an extension that writes recordings to files when {@code report} says. */
  public PostgresWireExtension withReport(WireReport report) {
    return new PostgresWireExtension(target, window, Optional.of(report), limits);
  }

  /** Returns such an extension whose recorder takes at most so many bytes of memory. */
  public PostgresWireExtension withMemoryLimit(long bytes) {
    return new PostgresWireExtension(
        target, window, report, new Limits(Optional.of(bytes), limits.timeout()));
  }

  /** Returns such an extension whose recordings wait so long for bytes that are under way. */
  public PostgresWireExtension withTimeout(Duration timeout) {
    return new PostgresWireExtension(
        target, window, report, new Limits(limits.memory(), Optional.of(timeout)));
  }

  /**
   * Returns the window of the test that runs, or of the class whose {@code @BeforeAll} method does.
   *
   * @throws IllegalStateException when the extension is not registered, or nothing runs yet
   */
  public PostgresWire wire() {
    TestRecording current = running;
    if (current == null) {
      throw new IllegalStateException(
          "no test runs with this PostgresWireExtension yet; write it into a field with"
              + " @RegisterExtension, a static one if @BeforeAll methods or constructors need it");
    }
    return current.wire();
  }

  @Override
  boolean isResponsible(ExtensionContext context) {
    return true;
  }

  @Override
  RecordingSettings settings(ExtensionContext context) {
    return new RecordingSettings(
        target, window, report.orElseGet(() -> WireReport.configured(context)), limits);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running = recording(context);
    super.beforeAll(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    running = recording(context);
    super.beforeEach(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    if (!super.supportsParameter(parameter, context)) {
      return false;
    }
    refuseSeveral("a PostgresWire parameter", context);
    return true;
  }

  @Override
  Expectations expectations(ExtensionContext context) {
    Expectations expected = super.expectations(context);
    if (!expected.isEmpty()) {
      refuseSeveral("an @ExpectWire… annotation", context);
    }
    return expected;
  }

  private static void refuseSeveral(String what, ExtensionContext context) {
    List<Field> registered = RegisteredExtensions.of(context);
    if (registered.size() > 1) {
      throw new ExtensionConfigurationException(
          "%s records several servers, so %s could mean any of them; write assertThat(%s)"
              .formatted(
                  TestPlace.name(context),
                  what,
                  registered.stream()
                      .map(field -> field.getName() + ".wire()")
                      .collect(Collectors.joining(") or assertThat("))));
    }
  }

  /** A container that code has named. */
  private record GivenContainer(Object container) implements TargetSource {
    @Override
    public Optional<WireTarget> find(ExtensionContext context) {
      return Container.server(container, "PostgresWireExtension.forContainer(…)");
    }

    @Override
    public String advice(ExtensionContext context) {
      return "the container in PostgresWireExtension.forContainer(…) has not been started; start"
          + " it, or let @Testcontainers and @Container do so, before the test asks for a"
          + " PostgresWire";
    }
  }
}
