package dev.postgreswire.junit;

import dev.postgreswire.PostgresWire;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** When windows begin and end, expectations are checked and failures reported. */
abstract class WireCallbacks
    implements BeforeAllCallback,
        BeforeEachCallback,
        BeforeTestExecutionCallback,
        AfterTestExecutionCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver,
        InvocationInterceptor,
        LifecycleMethodExecutionExceptionHandler {
  private static final Namespace NAMESPACE = Namespace.create(WireCallbacks.class);
  private static final String DYNAMIC = "dynamic tests";

  /** Returns whether this extension records the test, and not another one of this package. */
  abstract boolean isResponsible(ExtensionContext context);

  abstract RecordingSettings settings(ExtensionContext context);

  /** Returns what is expected of the test's window. */
  Expectations expectations(ExtensionContext context) {
    return Expectations.of(context);
  }

  final TestRecording recording(ExtensionContext context) {
    return new TestRecording(context, this, settings(context));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (isResponsible(context)) {
      TestRecording recording = recording(context);
      expectations(context);
      recording.prepare();
      if (recording.span() == WireWindow.CLASS) {
        recording.find(); // opens the window; where a container is started later, it has time
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (isResponsible(context)) {
      TestRecording recording = recording(context);
      expectations(context);
      if (recording.span() == WireWindow.CLASS && !Expectations.ofMethod(context).isEmpty()) {
        throw new ExtensionConfigurationException(
            TestPlace.name(context)
                + " expects something of a window that spans the class; write @ExpectWire… on the"
                + " class, or @RecordPostgresWire(window = TEST_METHOD) on the method");
      }
      if (recording.span() == WireWindow.CLASS) {
        recording.find().ifPresent(recording::announce);
      } else {
        recording.restartIfKnown();
      }
    }
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    if (isResponsible(context)) {
      TestRecording recording = recording(context);
      if (recording.span() == WireWindow.TEST_METHOD) {
        recording.restart();
      } else {
        recording.announce(recording.wire());
      }
    }
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (isResponsible(context)) {
      TestRecording recording = recording(context);
      if (recording.span() == WireWindow.TEST_METHOD && !isOfDynamicTests(context)) {
        end(recording, context);
      }
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (!TestReport.isOurs(context.getExecutionException()) && isResponsible(context)) {
      TestRecording recording = recording(context);
      TestReport report = new TestReport(context, recording);
      if (recording.span() == WireWindow.LIFECYCLE) {
        report.around(() -> end(recording, context));
      }
      context
          .getExecutionException()
          .ifPresentOrElse(report::failed, () -> ended(report, recording, context));
    }
  }

  /** Not every window of a test ends with the test. */
  private static void ended(TestReport report, TestRecording recording, ExtensionContext context) {
    boolean ofDynamicTests =
        recording.span() == WireWindow.TEST_METHOD && isOfDynamicTests(context);
    if (recording.span() != WireWindow.CLASS && !ofDynamicTests) {
      report.succeeded();
    }
  }

  private static boolean isOfDynamicTests(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(DYNAMIC) != null;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (TestReport.isOurs(context.getExecutionException()) || !isResponsible(context)) {
      return;
    }
    TestRecording recording = recording(context);
    if (recording.span() == WireWindow.CLASS) {
      TestReport report = new TestReport(context, recording);
      report.around(() -> end(recording, context));
      report.succeeded();
    }
  }

  /** Closes the window and checks what is expected of it; whoever aborts a test expects nothing. */
  private void end(TestRecording recording, ExtensionContext context) {
    PostgresWire wire = recording.wire();
    recording.announce(wire);
    wire.close();
    if (!TestReport.isAborted(context.getExecutionException())) {
      expectations(context).check(wire);
    }
  }

  /** A pool that a constructor opens may fail before there is a test. */
  @Override
  public <T> T interceptTestClassConstructor(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Constructor<T>> invocationContext,
      ExtensionContext context)
      throws Throwable {
    try {
      return invocation.proceed();
    } catch (Throwable failure) {
      throw explained(context, failure);
    }
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation,
      DynamicTestInvocationContext invocationContext,
      ExtensionContext context)
      throws Throwable {
    if (!isResponsible(context)) {
      invocation.proceed();
      return;
    }
    TestPlace.written(context).getStore(NAMESPACE).put(DYNAMIC, true);
    TestRecording recording = recording(context);
    TestReport report = new TestReport(context, recording);
    report.around(
        () -> {
          if (recording.span() == WireWindow.TEST_METHOD) {
            recording.restart();
            invocation.proceed();
            end(recording, context);
            report.succeeded();
          } else {
            recording.announce(recording.wire());
            invocation.proceed();
          }
        });
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> invocationContext,
      ExtensionContext context)
      throws Throwable {
    if (isResponsible(context)) {
      TestRecording recording = recording(context);
      recording.find().ifPresent(recording::announce);
    }
    invocation.proceed();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == PostgresWire.class && isResponsible(context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return recording(context).wire();
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw explained(context, failure);
  }

  @Override
  public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw explained(context, failure);
  }

  /** Failures of other lifecycle methods are those of a test, which {@link #afterEach} sees. */
  private Throwable explained(ExtensionContext context, Throwable failure) {
    if (isResponsible(context)) {
      new TestReport(context, recording(context)).failed(failure);
    }
    return failure;
  }
}
