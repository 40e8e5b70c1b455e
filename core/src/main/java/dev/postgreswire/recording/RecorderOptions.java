package dev.postgreswire.recording;

/**
 * How a recorder records.
 *
 * @param memoryLimit how many bytes of memory the recorded messages may take, in bytes. Past it
 *     bodies are cut with their true length kept, oldest first, errors and handshakes last; when
 *     that does not suffice, the oldest messages are forgotten and counted.
 */
public record RecorderOptions(long memoryLimit) {
  /** 64 MiB. */
  public static final long DEFAULT_MEMORY_LIMIT = 64L << 20;

  /** Checks the limit. */
  public RecorderOptions {
    if (memoryLimit < 1 << 20) {
      throw new IllegalArgumentException(
          "a memory limit of "
              + memoryLimit
              + " bytes is too small; give at least 1048576 (1 MiB)");
    }
  }

  /** Returns the options of a recorder of which nothing is asked: 64 MiB of memory. */
  public static RecorderOptions defaults() {
    return new RecorderOptions(DEFAULT_MEMORY_LIMIT);
  }
}
