package dev.postgreswire.benchmarks;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every benchmark; a {@code @Mixin}. */
public final class Options {
  /** How many interleaved rounds there are at least, so that a median means something. */
  public static final int USUAL_ROUNDS = 10;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "" + USUAL_ROUNDS,
      description = "interleaved rounds (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--quick", description = "little of everything: to see that it works")
  private boolean quick;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      defaultValue = "target/results",
      description = "where the JSON goes (default: ${DEFAULT-VALUE})")
  private Path results;

  /** Returns how many interleaved rounds to run. */
  public int rounds() {
    return rounds;
  }

  /** Returns whether the figures do not matter, only that everything runs. */
  public boolean isQuick() {
    return quick;
  }

  /** Returns {@code few} in a quick run, else {@code many}. */
  public int count(int few, int many) {
    return quick ? few : many;
  }

  /** Returns the folder in which results are written. */
  public Path results() {
    return results;
  }
}
