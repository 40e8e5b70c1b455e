package dev.postgreswire.assertj;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.recording.Recording;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;

/** Compares a recording with its snapshot, or takes one. */
final class SnapshotCheck {
  private static final System.Logger LOGGER =
      System.getLogger(SnapshotCheck.class.getPackageName());

  private final SnapshotSettings settings;

  SnapshotCheck(SnapshotSettings settings) {
    this.settings = settings;
  }

  /** Returns why it does not match; empty when it does. */
  Optional<String> run(Snapshot snapshot, Recording recording, Optional<PostgresWire> wire) {
    Optional<Path> place = SnapshotPlace.find(snapshot, wire);
    if (place.isEmpty()) {
      return Optional.of(
          "Expecting a snapshot to match but nobody knows which test this is: no method on the"
              + " stack\n  is a test's. Say where it is: matchesSnapshot(Path.of(\"…\"))");
    }
    String found = text(snapshot, recording);
    Path file = place.get();
    try {
      return run(file, SnapshotFile.read(file), found);
    } catch (IOException e) {
      return Optional.of("Expecting to match the snapshot " + shown(file) + " but " + e);
    }
  }

  private static String text(Snapshot snapshot, Recording recording) {
    String text =
        snapshot
            .trace()
            .map(form -> SnapshotTrace.of(recording, form))
            .orElseGet(() -> SnapshotText.of(recording, snapshot.hasParameters()));
    return SnapshotScrubber.scrub(text, recording, snapshot);
  }

  private Optional<String> run(Path file, Optional<String> kept, String found) throws IOException {
    if (kept.filter(found::equals).isPresent()) {
      return Optional.empty();
    }
    if (kept.isEmpty() && settings.isContinuousIntegration() && !settings.update()) {
      return Optional.of(missing(file, found));
    }
    if (kept.isEmpty() || settings.update()) {
      SnapshotFile.write(file, found);
      String what = kept.isEmpty() ? "Wrote the snapshot " : "Updated the snapshot ";
      LOGGER.log(Level.INFO, what + shown(file));
      return Optional.empty();
    }
    return Optional.of(mismatch(file, kept.get(), found));
  }

  private static String missing(Path file, String found) {
    return "Expecting to match a snapshot but "
        + shown(file)
        + "\n"
        + "  is not there, and on continuous integration (CI=true) none is written. Run the test\n"
        + "  elsewhere and commit the file. It would be:\n\n"
        + found;
  }

  private static String mismatch(Path file, String kept, String found) {
    return "Expecting to match the snapshot\n  "
        + shown(file)
        + "\nbut (- in the snapshot, + over the wire)\n\n"
        + LineDiff.of(kept, found)
        + "\n  If that is right, write it anew: -D"
        + SnapshotSettings.PROPERTY
        + "=update";
  }

  /** Returns the path from where the run was started, if it is below. */
  private static String shown(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath().normalize();
    return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
  }
}
