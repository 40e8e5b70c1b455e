package dev.postgreswire;

/**
 * Bytes that the application had written did not reach the recording in time. The message says on
 * which connection, how many, and what they wait for.
 */
public final class WireBarrierException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WireBarrierException(String message, Throwable cause) {
    super(message, cause);
  }
}
