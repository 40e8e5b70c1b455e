package dev.postgreswire.assertj;

import java.util.Locale;
import java.util.Optional;

/**
 * What to do with snapshots in this run.
 *
 * @param update whether to write those anew that differ
 * @param isContinuousIntegration whether one that is not there is a failure
 */
record SnapshotSettings(boolean update, boolean isContinuousIntegration) {
  static final String PROPERTY = "postgres-wire.snapshots";
  static final String VARIABLE = "POSTGRES_WIRE_SNAPSHOTS";

  static SnapshotSettings ofThisRun() {
    String mode =
        Optional.ofNullable(System.getProperty(PROPERTY))
            .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
            .orElse("");
    return of(mode, System.getenv("CI"));
  }

  static SnapshotSettings of(String mode, String ci) {
    boolean isCi = "true".equalsIgnoreCase(ci);
    return switch (mode.toLowerCase(Locale.ROOT)) {
      case "", "compare" -> new SnapshotSettings(false, isCi);
      case "update" -> new SnapshotSettings(true, isCi);
      default ->
          throw new IllegalArgumentException(
              PROPERTY + " is \"" + mode + "\": it must be update, or compare, the default");
    };
  }
}
