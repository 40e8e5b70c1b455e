package dev.postgreswire.report.capture;

import java.io.IOException;

/** From here on a file makes no sense; the message says where and why. What came before stands. */
final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedFileException(String message) {
    super(message);
  }
}
