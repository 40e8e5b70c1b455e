package com.example.drivers;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The main program, given a driver. */
public final class Application {
  private Application() {}

  /**
   * Does everything that the settings ask for, and prints what came of it.
   *
   * @param arguments the file with the settings
   */
  public static void run(Driver driver, String... arguments) throws Exception {
    Properties settings = settings(arguments[0]);
    Target target = Target.of(settings);
    Report report = new Report();
    Failures failures = new Failures(driver, report, settings);
    try (driver) {
      for (String name : settings.getProperty("cells").split(",", -1)) {
        Cell cell = Cell.of(name);
        Conversation.hold(cell, driver, target, report);
        failures.provoke(cell);
      }
      driver.doMore(settings, target, report);
    }
  }

  /** Reads the settings. */
  public static Properties settings(String file) throws IOException {
    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      settings.load(reader);
    }
    return settings;
  }
}
