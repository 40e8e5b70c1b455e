package dev.postgreswire;

import dev.postgreswire.recording.RecorderOptions;
import java.time.Duration;

/**
 * How a {@link WireRecorder} records. Start from {@link #defaults()}.
 *
 * @param memoryLimit bytes of memory that recorded messages may take; past it bodies are cut,
 *     oldest first, with their true length kept
 * @param barrierTimeout how long reading a recording may wait for bytes that the application has
 *     written and that are still under way
 * @param keepsEverything whether all is kept from the opening on; else only what an open window
 *     reaches, which is what a recorder that outlives many tests needs
 */
public record WireRecorderOptions(
    long memoryLimit, Duration barrierTimeout, boolean keepsEverything) {

  /** Checks the timeout. */
  public WireRecorderOptions {
    if (barrierTimeout.isNegative() || barrierTimeout.isZero()) {
      throw new IllegalArgumentException(
          "a barrier timeout of " + barrierTimeout + " leaves no time; write PT2S for two seconds");
    }
  }

  /** Returns 64 MiB, 2 s, everything kept. */
  public static WireRecorderOptions defaults() {
    return new WireRecorderOptions(
        RecorderOptions.DEFAULT_MEMORY_LIMIT, Duration.ofSeconds(2), true);
  }

  /** Returns these options with another memory limit, in bytes. */
  public WireRecorderOptions withMemoryLimit(long bytes) {
    return new WireRecorderOptions(bytes, barrierTimeout, keepsEverything);
  }

  /** Returns these options with another barrier timeout. */
  public WireRecorderOptions withBarrierTimeout(Duration timeout) {
    return new WireRecorderOptions(memoryLimit, timeout, keepsEverything);
  }

  /** Returns these options for a recorder of which only windows are read. */
  public WireRecorderOptions forWindowsOnly() {
    return new WireRecorderOptions(memoryLimit, barrierTimeout, false);
  }
}
