package dev.postgreswire.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;

/**
 * Runs tests of this module in JVMs with other versions of JUnit and Testcontainers. The build puts
 * these versions into the folder that the property {@code other.versions} names.
 */
@EnabledIfSystemProperty(named = "other.versions", matches = ".+", disabledReason = "not by Maven")
class OtherVersionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"junit-5", "junit-6"})
  void workWithOtherVersionsOfJunit(String version) throws Exception {
    List<String> classPath = without("/org/junit/");
    classPath.addAll(jars(version));
    run(
        classPath,
        InjectionTest.class,
        WindowTest.class,
        TargetTest.class,
        ExpectationTest.class,
        FailureReportTest.class,
        ReportPolicyTest.class,
        RegisteredExtensionTest.class,
        ParallelTest.class,
        ConformanceTest.class);
  }

  @Test
  void workWithTestcontainers2() throws Exception {
    List<String> classPath =
        without("/org/testcontainers/", "/docker-java", "/jackson-annotations/", "/jna/");
    classPath.addAll(jars("testcontainers-2"));
    String output = run(classPath, ContainerFieldTest.class, ContainerEngineTest.class);
    if (hasContainerEngine()) {
      // Where an engine answers, the test with a real container must not have been left out.
      assertThat(output)
          .containsPattern(" 0 containers skipped")
          .containsPattern(" 0 tests skipped");
    }
  }

  @Test
  void workWithoutTestcontainers() throws Exception {
    run(without("/org/testcontainers/"), InjectionTest.class, TargetTest.class, WindowTest.class);
  }

  /** Sees an engine where {@code @Testcontainers(disabledWithoutDocker = true)} does. */
  private static boolean hasContainerEngine() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static List<String> without(String... parts) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(entry -> Stream.of(parts).noneMatch(entry.replace('\\', '/')::contains))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<String> jars(String version) throws IOException {
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("other.versions"), version))) {
      return jars.map(Path::toString).toList();
    }
  }

  private static String run(List<String> classPath, Class<?>... tests) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dpostgres.binaries=" + System.getProperty("postgres.binaries", ""));
    command.add(RunTests.class.getName());
    Stream.of(tests).map(Class::getName).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", String.join(File.pathSeparator, classPath));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
