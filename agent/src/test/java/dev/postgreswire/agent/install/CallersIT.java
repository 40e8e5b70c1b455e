package dev.postgreswire.agent.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.billing.Main;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;

/** Who did it, in what the agent writes of an application in a process of its own. */
class CallersIT {
  private static final String COUNT =
      "\"thread\":\"main\","
          + "\"caller\":\"com.example.billing.InvoiceRepository.count(InvoiceRepository.java:22)\"";
  private static final String RUN =
      "\"thread\":\"nightly-job\",\"caller\":\"com.example.billing.Main.run(Main.java:25)\"";
  private static final String OPEN =
      "\"thread\":\"main\",\"caller\":\"com.example.billing.Main.main(Main.java:14)\"";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"loopback, disable", "loopback, require", "tap, disable", "tap, require"})
  void eachStatementKnowsTheLineThatSentIt(String route, String tls) throws Exception {
    List<String> lines = record(route, TestServer.v(18).jdbcUrl(TestRole.SCRAM, "sslmode=" + tls));

    assertThat(lines)
        .filteredOn(line -> line.contains("\"event\":\"opened\""))
        .singleElement()
        .asString()
        .contains(OPEN);
    assertThat(lines)
        .filteredOn(line -> line.contains("\"type\":\"Parse\"") && line.contains("select 42"))
        .singleElement()
        .asString()
        .contains(COUNT);
    assertThat(lines)
        .filteredOn(line -> line.contains("\"type\":\"Parse\"") && line.contains("nightly"))
        .singleElement()
        .asString()
        .contains(RUN);
    assertThat(lines)
        .filteredOn(line -> line.contains("\"type\":\"Execute\""))
        .noneMatch(line -> line.contains("\"caller\":\"dev.postgreswire"));
    assertThat(lines)
        .filteredOn(line -> line.contains("\"type\":\"Terminate\""))
        .singleElement()
        .asString()
        .contains("com.example.billing.Main.main(Main.java:");
  }

  private List<String> record(String route, String url) throws IOException {
    Path json = directory.resolve("messages.jsonl");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:"
                    + System.getProperty("agent.jar")
                    + "=route="
                    + route
                    + ",target="
                    + TestServer.v(18).host()
                    + ":"
                    + TestServer.v(18).port()
                    + ",json="
                    + json,
                "-cp",
                home(Main.class) + File.pathSeparator + home(Driver.class),
                Main.class.getName(),
                url)
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(out).isZero();
    assertThat(out).isEqualTo("42\n");
    return Files.readAllLines(json);
  }

  private static String home(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }
}
