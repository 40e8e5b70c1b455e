package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsSecret;
import java.util.function.Consumer;

/** Reads a key log, whole or in any pieces. */
final class KeyLogParser {
  private static final int LONGEST_LINE = 4096;
  private static final int MOST_PROBLEMS = 100;
  private static final String ADVICE =
      "; a line is a label, the 64 hexadecimal digits of the client random, and those of the secret"
          + " (CLIENT_RANDOM 5f2c… 9a01…): give the file that SSLKEYLOGFILE, sslkeylogfile or"
          + " --tls-keylog has written";

  private final Consumer<TlsSecret> secrets;
  private final Consumer<String> problems;
  private final Faults faults;
  private final StringBuilder line = new StringBuilder();
  private boolean overlong;
  private int number = 1;
  private int noted;

  /** What becomes of a line that is none. */
  enum Faults {
    ARE_THROWN,
    ARE_NOTED
  }

  KeyLogParser(Consumer<TlsSecret> secrets, Consumer<String> problems, Faults faults) {
    this.secrets = secrets;
    this.problems = problems;
    this.faults = faults;
  }

  /** Takes more text; what follows the last end of a line waits for more. */
  void take(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        endLine();
      } else if (line.length() < LONGEST_LINE) {
        line.append(c);
      } else if (!overlong) {
        overlong = true;
        fault("is longer than " + LONGEST_LINE + " characters");
      }
    }
  }

  /** There is no more: the last line needs no end. */
  void finish() {
    endLine();
  }

  /** The text begins anew. */
  void restart() {
    line.setLength(0);
    overlong = false;
    number = 1;
  }

  private void endLine() {
    if (!overlong) {
      read(number == 1 ? withoutMark(line.toString()) : line.toString());
    }
    line.setLength(0);
    overlong = false;
    number++;
  }

  private void read(String text) {
    if (KeyLogLine.isEmpty(text)) {
      return;
    }
    if (KeyLogLine.isOfNoUse(text)) {
      note("names its session by what cannot be seen on the wire, and is not used");
      return;
    }
    try {
      secrets.accept(KeyLogLine.read(text));
    } catch (KeyLogLine.Fault e) {
      fault(e.getMessage());
    }
  }

  /** Editors on Windows begin a file with a byte order mark; here it is UTF-8 read as Latin-1. */
  private static String withoutMark(String text) {
    return text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text;
  }

  private void fault(String what) {
    if (faults == Faults.ARE_THROWN) {
      throw new KeyLogException(number, what + ADVICE);
    }
    note(what);
  }

  private void note(String what) {
    if (noted < MOST_PROBLEMS) {
      noted++;
      problems.accept("line " + number + " " + what);
    }
  }
}
