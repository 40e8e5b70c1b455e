package dev.postgreswire.agent.cli;

import dev.postgreswire.recording.RecordingListener;

/** Which messages are shown: all, for now. */
final class FilterOption {
  FilterOption() {}

  /** Returns what passes on to {@code listener} what fits. */
  RecordingListener over(RecordingListener listener) {
    return listener;
  }
}
