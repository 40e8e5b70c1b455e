package dev.postgreswire.recording;

/** Placeholder until the conversation is merged: forgets nothing. */
final class Checkpoint {
  static Checkpoint start() {
    return new Checkpoint();
  }

  Checkpoint advance(LogView view, int upTo) {
    return this;
  }

  int index() {
    return 0;
  }
}
