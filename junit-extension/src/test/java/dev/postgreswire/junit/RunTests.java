package dev.postgreswire.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the test classes that its arguments name, in a JVM with a class path of its own. */
final class RunTests {
  private RunTests() {}

  /** Exits with 1 if a test fails. */
  public static void main(String[] types) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Stream.of(types).map(type -> selectClass(type)).toList())
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    summary.getSummary().printTo(out);
    summary.getSummary().printFailuresTo(out, 50);
    boolean ran = summary.getSummary().getTestsSucceededCount() > 0;
    System.exit(ran && summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
  }
}
