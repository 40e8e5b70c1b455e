package dev.postgreswire.recording;

import java.util.List;

/** Placeholder until the conversation is merged. */
public final class Recording {
  private final List<ConnectionSnapshot> snapshots;

  private Recording(List<ConnectionSnapshot> snapshots) {
    this.snapshots = snapshots;
  }

  static Recording of(List<ConnectionSnapshot> snapshots) {
    return new Recording(snapshots);
  }

  List<ConnectionSnapshot> snapshots() {
    return snapshots;
  }
}
