package dev.postgreswire.report.capture;

import java.io.IOException;

/** A capture cannot be read; the message says which, what is wrong with it, and what to do. */
public final class CaptureException extends IOException {
  private static final long serialVersionUID = 1L;

  CaptureException(String message) {
    super(message);
  }

  CaptureException(String message, Throwable cause) {
    super(message, cause);
  }
}
