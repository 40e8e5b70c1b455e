package dev.postgreswire.agent.cli;

import dev.postgreswire.recording.RecordingListener;
import picocli.CommandLine.Command;

/** Which messages are shown: all, for now. */
@Command
final class FilterOption {
  FilterOption() {}

  /** Returns what passes on to {@code listener} what fits. */
  RecordingListener over(RecordingListener listener) {
    return listener;
  }
}
