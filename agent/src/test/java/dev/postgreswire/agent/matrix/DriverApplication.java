package dev.postgreswire.agent.matrix;

import static dev.postgreswire.agent.matrix.Tls.DIRECT;
import static dev.postgreswire.agent.matrix.Tls.OFF;
import static dev.postgreswire.agent.matrix.Tls.REQUIRE;
import static dev.postgreswire.agent.matrix.Tls.VERIFY_FULL;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** An application of {@code agent/src/test/drivers}, and the cells that its driver has. */
enum DriverApplication {
  PGJDBC("pgjdbc.Pgjdbc", List.of("socket"), EnumSet.allOf(Tls.class)) {
    @Override
    Stream<Cell> moreCells() {
      return Stream.of(
          new Cell(this, "socket", REQUIRE, "channelBinding=require"),
          new Cell(this, "socket", VERIFY_FULL, "channelBinding=require"));
    }
  },
  R2DBC("r2dbc.R2dbc", List.of("nio", "epoll", "io_uring"), EnumSet.allOf(Tls.class)) {
    @Override
    Stream<Cell> moreCells() {
      return Stream.of(
          new Cell(this, "nio", REQUIRE, "openssl"),
          new Cell(this, "epoll", VERIFY_FULL, "openssl"),
          new Cell(this, "epoll-unix", OFF, ""));
    }
  },
  VERTX(
      "vertx.VertxPg",
      List.of("nio", "epoll", "io_uring"),
      EnumSet.complementOf(EnumSet.of(DIRECT))) {
    @Override
    Stream<Cell> moreCells() {
      return Stream.of(new Cell(this, "epoll-unix", OFF, ""));
    }
  },
  PGJDBC_NG(
      "pgjdbcng.PgjdbcNg",
      List.of("socket", "nio", "epoll"),
      EnumSet.complementOf(EnumSet.of(DIRECT))),
  JASYNC("jasync.Jasync", List.of("nio", "epoll"), EnumSet.complementOf(EnumSet.of(DIRECT)));

  private static final Path BUILT = Path.of("target", "drivers").toAbsolutePath();

  private final String main;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> transports;

  @SuppressWarnings("ImmutableEnumChecker") // copied
  private final Set<Tls> tls;

  DriverApplication(String main, List<String> transports, Set<Tls> tls) {
    this.main = main;
    this.transports = transports;
    this.tls = Collections.unmodifiableSet(EnumSet.copyOf(tls));
  }

  /** Returns the driver's name. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns all of its cells. */
  List<Cell> cells() {
    return Stream.concat(
            transports.stream()
                .flatMap(
                    transport -> tls.stream().map(mode -> new Cell(this, transport, mode, ""))),
            moreCells())
        .toList();
  }

  /** Returns those that the table of transports and TLS has no place for. */
  Stream<Cell> moreCells() {
    return Stream.empty();
  }

  /** Returns the number of transports by TCP, for which some things are tried once each. */
  int transports() {
    return transports.size();
  }

  /** Returns the command that runs a class in its package, without arguments. */
  List<String> command(String mainClass, List<String> jvmArguments) {
    Path module = BUILT.resolve("postgres-wire-driver-" + text());
    try {
      String libraries = Files.readString(module.resolve("class-path.txt")).strip();
      return Stream.of(
              Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
              jvmArguments.stream(),
              Stream.of("-cp", module.resolve("classes") + File.pathSeparator + libraries),
              Stream.of("com.example.drivers." + mainClass))
          .flatMap(part -> part)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(module + " is built by mvn invoker:run@drivers", e);
    }
  }

  /** Returns the command that runs it. */
  List<String> command(List<String> jvmArguments) {
    return command(main, jvmArguments);
  }

  @Override
  public String toString() {
    return text();
  }
}
