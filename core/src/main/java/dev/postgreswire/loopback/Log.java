package dev.postgreswire.loopback;

import java.lang.System.Logger.Level;

/**
 * Logs a line, and does not mind when that fails: without memory or file descriptors, loggers throw
 * too, and no connection has to suffer for that.
 */
final class Log {
  private Log() {}

  /** Logs what went wrong. */
  static void warning(String text, Throwable cause) {
    try {
      System.Logger logger = System.getLogger(Log.class.getPackageName());
      logger.log(Level.WARNING, text + ": " + cause);
      logger.log(Level.DEBUG, text, cause);
    } catch (Throwable e) {
      // There is nobody left to tell.
      return;
    }
  }
}
