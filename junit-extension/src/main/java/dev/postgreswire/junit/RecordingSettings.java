package dev.postgreswire.junit;

import dev.postgreswire.WireRecorderOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * How a test wants to be recorded.
 *
 * @param target where its server is
 * @param window what the window spans
 * @param report when its recording is written to files
 * @param limits what it asks of the recorder
 */
record RecordingSettings(TargetSource target, WireWindow window, WireReport report, Limits limits) {

  /**
   * What a test asks of the recorder, which it shares with others.
   *
   * @param memory the memory limit in bytes, where the test cares
   * @param timeout the barrier's timeout, where the test cares
   */
  record Limits(Optional<Long> memory, Optional<Duration> timeout) {
    static final Limits NONE = new Limits(Optional.empty(), Optional.empty());

    WireRecorderOptions options() {
      WireRecorderOptions defaults = WireRecorderOptions.defaults().forWindowsOnly();
      return defaults
          .withMemoryLimit(memory.orElse(defaults.memoryLimit()))
          .withBarrierTimeout(timeout.orElse(defaults.barrierTimeout()));
    }

    /** Returns whether a recorder that was opened with {@code options} does as this asks. */
    boolean areMetBy(WireRecorderOptions options) {
      return memory.orElse(options.memoryLimit()).equals(options.memoryLimit())
          && timeout.orElse(options.barrierTimeout()).equals(options.barrierTimeout());
    }
  }
}
