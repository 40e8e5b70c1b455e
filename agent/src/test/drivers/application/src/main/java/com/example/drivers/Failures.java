package com.example.drivers;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/** What an application sees when a server is not as it should be. */
final class Failures {
  private final Driver driver;
  private final Report report;
  private final Properties settings;

  Failures(Driver driver, Report report, Properties settings) {
    this.driver = driver;
    this.report = report;
    this.settings = settings;
  }

  void provoke(Cell cell) {
    for (Failure failure : ofCell(cell)) {
      if (driver.failures().contains(failure)) {
        String name = cell.name() + " " + failure.name().toLowerCase(Locale.ROOT);
        report.print(name, () -> open(cell, target(failure)));
      }
    }
  }

  /** Once for each transport, for they have nothing to do with TLS, but for the last. */
  private static Set<Failure> ofCell(Cell cell) {
    if (cell.isUnix() || !cell.options().isEmpty()) {
      return Set.of();
    }
    return switch (cell.tls()) {
      case OFF -> EnumSet.complementOf(EnumSet.of(Failure.STRANGE_AUTHORITY));
      case VERIFY_FULL -> EnumSet.of(Failure.STRANGE_AUTHORITY);
      case REQUIRE, DIRECT -> Set.of();
    };
  }

  private Target target(Failure failure) {
    Target target = Target.of(settings);
    return switch (failure) {
      case REFUSING, RESETTING -> target.withPort(port(failure));
      // Not in the others, lest a busy machine decides.
      case CLOSING, CROWDED -> target.withPort(port(failure)).impatient();
      case WRONG_PASSWORD -> target.withPassword("wrong");
      case STRANGE_AUTHORITY -> target.withAuthority(Path.of(settings.getProperty("stranger")));
    };
  }

  private int port(Failure failure) {
    return Integer.parseInt(settings.getProperty(failure.name().toLowerCase(Locale.ROOT)));
  }

  private String open(Cell cell, Target target) throws Exception {
    try (Session session = driver.open(cell, target)) {
      return "connected to " + session.remoteAddress();
    }
  }
}
