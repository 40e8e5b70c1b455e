package dev.postgreswire.agent.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Driver × transport × route × TLS, on the JDK that runs the tests. Nothing about an application
 * changes with the agent but its command line.
 */
class MatrixIT {
  /** Applications wait more than they work. */
  private static final int AT_ONCE = 4;

  private static final ExecutorService PROCESSES = Executors.newFixedThreadPool(AT_ONCE);
  private static Servers servers;
  private static Properties settings;

  @BeforeAll
  static void startServers() throws IOException {
    servers = new Servers();
    settings = servers.settings();
  }

  @AfterAll
  static void stopServers() throws IOException {
    PROCESSES.shutdownNow();
    servers.close();
  }

  /** What a driver cannot do is said, and nothing is left out besides. */
  @Test
  void everyCombinationIsThereOrHasAReason() {
    for (DriverApplication driver : DriverApplication.values()) {
      List<Cell> cells = driver.cells();
      for (String transport : List.of("socket", "nio", "epoll", "io_uring")) {
        for (Tls tls : Tls.values()) {
          Cell cell = new Cell(driver, transport, tls, "");
          assertThat(Absence.ALL.stream().anyMatch(absence -> absence.explains(cell)))
              .as("%s is absent with a reason", cell)
              .isNotEqualTo(cells.contains(cell));
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicNode> everyDriver() {
    return Arrays.stream(DriverApplication.values())
        .map(DriverRuns::start)
        // All of them are under way before the first is looked at.
        .toList()
        .stream()
        .map(DriverRuns::tests);
  }

  /** The same application three times: without the agent, and by each route. */
  private record DriverRuns(
      DriverApplication driver,
      CompletableFuture<Run> plain,
      CompletableFuture<Run> loopback,
      CompletableFuture<Run> tap) {

    static DriverRuns start(DriverApplication driver) {
      return new DriverRuns(
          driver,
          CompletableFuture.supplyAsync(() -> Run.plain(driver, settings), PROCESSES),
          recorded(driver, Route.LOOPBACK),
          recorded(driver, Route.TAP));
    }

    private static CompletableFuture<Run> recorded(DriverApplication driver, Route route) {
      return CompletableFuture.supplyAsync(() -> Run.recorded(driver, route, settings), PROCESSES);
    }

    DynamicNode tests() {
      return dynamicContainer(
          driver.text(),
          Stream.of(
              dynamicContainer("loopback", Stream.of(loopback).flatMap(this::tests)),
              dynamicContainer("tap", Stream.of(tap).flatMap(this::tests)),
              dynamicContainer("both", Stream.of(driver.cells()).flatMap(this::compared))));
    }

    private Stream<DynamicTest> tests(CompletableFuture<Run> recorded) {
      Run run = recorded.join();
      JsonRecording recording = JsonRecording.of(run.json());
      List<DynamicTest> tests = new ArrayList<>();
      tests.add(dynamicTest("the same results", () -> checkResults(run)));
      tests.add(dynamicTest("nothing is missed", () -> checkMissed(run, recording)));
      for (Cell cell : driver.cells()) {
        tests.add(dynamicTest(cell.name(), () -> RecordedCell.check(cell, recording)));
      }
      if (driver == DriverApplication.PGJDBC) {
        RecordedExtras extras = new RecordedExtras(recording, settings);
        tests.add(dynamicTest("many hosts", extras::checkHosts));
        tests.add(dynamicTest("cancelling", extras::checkCancelling));
        tests.add(dynamicTest("waiting", extras::checkWaiting));
        tests.add(dynamicTest("callers", () -> extras.checkCallers(driver.cells().get(0))));
      }
      return tests.stream();
    }

    private void checkResults(Run run) {
      assertThat(run.output()).isEqualTo(plain.join().output());
      // And they are those of an application that works.
      for (Cell cell : driver.cells()) {
        assertThat(run.about(cell.name()))
            .contains(
                cell.name() + " rows: [2|two, 3|three]",
                cell.name() + " large parameter: [100000]");
      }
    }

    private void checkMissed(Run run, JsonRecording recording) {
      assertThat(run.saidByTheAgent()).isEmpty();
      assertThat(recording.missed()).isEmpty();
      // pgjdbc-ng tries each address of a host.
      assertThat(recording.where(connection -> connection.hasError("28P01")))
          .as("a wrong password by each transport")
          .hasSizeGreaterThanOrEqualTo(driver.transports());
    }

    private Stream<DynamicTest> compared(List<Cell> cells) {
      JsonRecording left = JsonRecording.of(loopback.join().json());
      JsonRecording right = JsonRecording.of(tap.join().json());
      return cells.stream()
          .map(
              cell ->
                  dynamicTest(
                      cell.name(),
                      () ->
                          assertSame(
                              RecordedCell.find(cell, left), RecordedCell.find(cell, right))));
    }

    private static void assertSame(JsonConnection left, JsonConnection right) {
      for (String direction : List.of("F", "B")) {
        assertThat(left.types(direction)).isEqualTo(right.types(direction));
        assertThat(left.bytes(direction)).isEqualTo(right.bytes(direction));
      }
      assertThat(left.sql()).isEqualTo(right.sql());
      assertThat(left.parameters()).isEqualTo(right.parameters());
    }
  }
}
