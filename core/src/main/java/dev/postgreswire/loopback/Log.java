package dev.postgreswire.loopback;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * Logs a line, and does not mind when that fails: without memory or file descriptors, loggers throw
 * too, and no connection has to suffer for that.
 */
public final class Log {
  /** Null: the application's loggers. */
  private static volatile Consumer<String> lines;

  private Log() {}

  /**
   * Has all that is logged told to {@code target} from now on, and to no logger; null undoes it.
   */
  public static void to(Consumer<String> target) {
    lines = target;
  }

  /** Logs something that the reader should know. */
  static void warning(String text) {
    try {
      Consumer<String> target = lines;
      if (target == null) {
        System.getLogger(Log.class.getPackageName()).log(Level.WARNING, text);
      } else {
        target.accept(text);
      }
    } catch (Throwable e) {
      // There is nobody left to tell.
      return;
    }
  }

  /** Logs what went wrong. */
  static void warning(String text, Throwable cause) {
    try {
      Consumer<String> target = lines;
      if (target == null) {
        System.Logger logger = System.getLogger(Log.class.getPackageName());
        logger.log(Level.WARNING, text + ": " + cause);
        logger.log(Level.DEBUG, text, cause);
      } else {
        target.accept(text + ": " + cause);
      }
    } catch (Throwable e) {
      // There is nobody left to tell.
      return;
    }
  }
}
