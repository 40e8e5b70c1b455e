package dev.postgreswire;

import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.TlsDecryptor;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;

/**
 * How a {@link WireRecorder} records. Start from {@link #defaults()}.
 *
 * @param memoryLimit bytes of memory that recorded messages may take; past it bodies are cut,
 *     oldest first, with their true length kept
 * @param barrierTimeout how long reading a recording may wait for bytes that the application has
 *     written and that are still under way
 * @param keepsEverything whether all is kept from the opening on; else only what an open window
 *     reaches, which is what a recorder that outlives many tests needs
 * @param keyLog the secrets of TLS sessions, by which those are decrypted; empty when they are to
 *     be recorded as what they are
 * @param tls how TLS is dealt with where no agent takes the sessions' secrets
 * @param endpoint whether the recorder listens on an address of its own also where the agent is
 */
public record WireRecorderOptions(
    long memoryLimit,
    Duration barrierTimeout,
    boolean keepsEverything,
    Optional<TlsDecryptor.Source> keyLog,
    TlsMode tls,
    boolean endpoint) {
  private static final String TIMEOUT_PROPERTY = "postgres-wire.timeout";

  /** Checks the timeout. */
  public WireRecorderOptions {
    Objects.requireNonNull(keyLog);
    Objects.requireNonNull(tls);
    if (barrierTimeout.isNegative() || barrierTimeout.isZero()) {
      throw new IllegalArgumentException(
          "a barrier timeout of " + barrierTimeout + " leaves no time; write PT2S for two seconds");
    }
  }

  /**
   * Returns 64 MiB, 2 s, everything kept. On a machine so busy that two seconds may be too few, the
   * system property {@code postgres-wire.timeout} makes them more, such as {@code PT30S}.
   */
  public static WireRecorderOptions defaults() {
    return new WireRecorderOptions(
        RecorderOptions.DEFAULT_MEMORY_LIMIT,
        defaultTimeout(),
        true,
        Optional.empty(),
        TlsMode.AUTOMATIC,
        false);
  }

  private static Duration defaultTimeout() {
    String text = System.getProperty(TIMEOUT_PROPERTY);
    if (text == null) {
      return Duration.ofSeconds(2);
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          TIMEOUT_PROPERTY + "=" + text + " is no time; write PT30S for thirty seconds", e);
    }
  }

  /** Returns these options with another memory limit, in bytes. */
  public WireRecorderOptions withMemoryLimit(long bytes) {
    return new WireRecorderOptions(bytes, barrierTimeout, keepsEverything, keyLog, tls, endpoint);
  }

  /** Returns these options with another barrier timeout. */
  public WireRecorderOptions withBarrierTimeout(Duration timeout) {
    return new WireRecorderOptions(memoryLimit, timeout, keepsEverything, keyLog, tls, endpoint);
  }

  /** Returns these options for a recorder of which only windows are read. */
  public WireRecorderOptions forWindowsOnly() {
    return new WireRecorderOptions(memoryLimit, barrierTimeout, false, keyLog, tls, endpoint);
  }

  /**
   * Returns these options for a recorder that decrypts TLS sessions, as far as their secrets are
   * known by the time that a recording is read. Nothing changes on the wire.
   *
   * <pre>{@code
   * KeyLog keyLog = KeyLog.empty();
   * KeyLogFile file = new KeyLogFile(Path.of("keys.log"), keyLog::secret);
   * WireRecorder recorder = WireRecorder.open(server, defaults().withKeyLog(keyLog));
   * application.run(); // with SSLKEYLOGFILE=keys.log, or the like
   * file.poll();
   * assertThat(recorder.wire()).statements().hasSize(1);
   * }</pre>
   */
  public WireRecorderOptions withKeyLog(TlsDecryptor.Source secrets) {
    return new WireRecorderOptions(
        memoryLimit, barrierTimeout, keepsEverything, Optional.of(secrets), tls, endpoint);
  }

  /**
   * Returns these options for a recorder that listens on an address of its own also where the agent
   * is in this JVM: for an application in another process, which the agent does not see.
   */
  public WireRecorderOptions withEndpoint() {
    return new WireRecorderOptions(memoryLimit, barrierTimeout, keepsEverything, keyLog, tls, true);
  }

  /** Returns these options with another way to deal with TLS. */
  public WireRecorderOptions withTls(TlsMode mode) {
    return new WireRecorderOptions(
        memoryLimit, barrierTimeout, keepsEverything, keyLog, mode, endpoint);
  }
}
