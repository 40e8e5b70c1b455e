package dev.postgreswire.agent.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Quantities {
  private Quantities() {}

  /** Returns {@code 1 packet}, {@code 1,234 packets}. */
  static String of(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  /** Returns {@code 1.2 kB}. */
  static String bytes(long count) {
    if (count < 1000) {
      return of(count, "byte");
    }
    double value = count;
    String units = "kMGT";
    int unit = -1;
    while (value >= 999.95 && unit < units.length() - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %cB", value, units.charAt(unit));
  }

  /** Returns {@code 1.234 s}, or {@code 2 h 3 min 4 s}. */
  static String duration(Duration duration) {
    if (duration.toMinutes() == 0) {
      return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
    }
    String hours = duration.toHours() == 0 ? "" : duration.toHours() + " h ";
    return hours + duration.toMinutesPart() + " min " + duration.toSecondsPart() + " s";
  }
}
