package dev.postgreswire.benchmarks.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run of a benchmark gave: printed as tables while it goes on, and written as JSON, with
 * the machine, at its end.
 */
public final class Results {
  private final Map<String, Object> json = new LinkedHashMap<>();
  private final String name;

  /**
   * Begins.
   *
   * @param name of the benchmark, and of the file
   * @param command as it was typed
   */
  public Results(String name, String command) {
    this.name = name;
    json.put("benchmark", name);
    json.put("command", command);
    json.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("machine", Machine.describe());
  }

  /** Prints a comparison and keeps it. */
  public void add(Comparison comparison) {
    System.out.println(comparison.table());
    keep(comparison);
  }

  /** Keeps a comparison that is printed otherwise. */
  public void keep(Comparison comparison) {
    json.put(comparison.title(), describe(comparison));
  }

  /**
   * Prints a fact and keeps it.
   *
   * @param title what it is
   * @param value a number, a text, or a map or list of such
   */
  public void add(String title, Object value) {
    System.out.println(title + ": " + value);
    json.put(title, value);
  }

  private static Map<String, Object> describe(Comparison comparison) {
    Map<String, Object> variants = new LinkedHashMap<>();
    for (String variant : comparison.series().keySet()) {
      Series figures = comparison.series().get(variant);
      variants.put(
          variant,
          Map.of(
              "median", figures.median(),
              "ratio", comparison.ratio(variant).median(),
              "added", comparison.added(variant).median(),
              "rounds", figures.values()));
    }
    return Map.of(
        "unit", comparison.unit().name(), "baseline", comparison.baseline(), "variants", variants);
  }

  /**
   * Writes the file.
   *
   * @param folder is made when it is not there
   * @return the file
   */
  public Path write(Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve(name + ".json");
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.write(file, List.of(mapper.writeValueAsString(json)));
    System.out.println("written to " + file);
    return file;
  }
}
