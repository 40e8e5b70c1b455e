package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.RecordingText;
import java.util.TreeSet;

/** Compares recordings that begin at a checkpoint with the tail of the full one. */
final class Checkpoints {
  private Checkpoints() {}

  /** Checks every possible checkpoint of every connection, and returns how many there are. */
  static int check(Recording recording) {
    return recording.snapshots().stream().mapToInt(Checkpoints::check).sum();
  }

  private static int check(ConnectionSnapshot snapshot) {
    TreeSet<Integer> indexes = new TreeSet<>();
    for (int upTo = 0; upTo <= snapshot.view().end(); upTo++) {
      Checkpoint checkpoint = snapshot.checkpoint().advance(snapshot.view(), upTo);
      if (indexes.add(checkpoint.index())) {
        check(snapshot, checkpoint);
        check(snapshot, checkpoint.pass(snapshot.view(), snapshot.view().end()));
      }
    }
    return indexes.size();
  }

  private static void check(ConnectionSnapshot snapshot, Checkpoint checkpoint) {
    String tail = text(snapshot, snapshot.checkpoint(), checkpoint.index());
    assertThat(text(snapshot, checkpoint, checkpoint.index())).isEqualTo(tail);
    // A checkpoint is not used up: a second recording from it, and one from the next, are the same.
    assertThat(text(snapshot, checkpoint, checkpoint.index())).isEqualTo(tail);
  }

  private static String text(ConnectionSnapshot s, Checkpoint checkpoint, int from) {
    return RecordingText.of(
        new RecordedConnection(
            new ConnectionSnapshot(
                s.id(),
                s.origin(),
                s.began(),
                s.openedAt(),
                s.openedInWindow(),
                s.closedAt(),
                s.ending(),
                s.endDetail(),
                s.notes(),
                s.gaps(),
                s.view(),
                s.tls(),
                checkpoint,
                from)));
  }
}
