package dev.postgreswire.agent;

import dev.postgreswire.WireTarget;
import dev.postgreswire.agent.AgentOptions.Route;
import dev.postgreswire.recording.RecorderOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes {@link AgentOptions} of keys and values. Each mistake is a line that says what to write.
 */
final class AgentOptionsParser {
  /** Said wherever a key is wrong. */
  static final String ALLOWED =
      "allowed are out=DIR, trace=FILE, json=FILE, pcapng=FILE, html=FILE, target=HOST:PORT,"
          + " route=loopback|tap, limit=SIZE";

  private static final long LEAST_LIMIT = 1 << 20;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([KMG]?)B?");

  private final Set<String> seen = new HashSet<>();
  private final Map<String, Path> paths = new HashMap<>();
  private final List<WireTarget> targets = new ArrayList<>();
  private Route route = Route.LOOPBACK;
  private long limit = RecorderOptions.DEFAULT_MEMORY_LIMIT;

  /** Takes an option; a null value when it has none. */
  void take(String key, String value) {
    switch (key) {
      case "out" -> paths.put(key, path(key, value, "DIR"));
      case "trace", "json", "pcapng", "html" -> paths.put(key, path(key, value, "FILE"));
      case "target" -> targets.add(target(value(key, value, "HOST:PORT")));
      case "route" -> route = route(value(key, value, "loopback or route=tap"));
      case "limit" -> limit = limit(value(key, value, "SIZE, such as limit=64MB"));
      default -> throw new IllegalArgumentException("unknown option " + key + ": " + ALLOWED);
    }
    if (!seen.add(key) && !key.equals("target")) {
      throw new IllegalArgumentException(
          "option " + key + " is given twice: only target may be given several times");
    }
  }

  private static String value(String key, String value, String form) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "option " + key + " has no value: write " + key + "=" + form);
    }
    return value;
  }

  private static Path path(String key, String value, String form) {
    try {
      return Path.of(value(key, value, form));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "option " + key + ": " + e.getReason() + ": write " + key + "=" + form, e);
    }
  }

  private static WireTarget target(String value) {
    try {
      return WireTarget.parse(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "option target=%s is wrong: allowed are HOST:PORT, with a port within 1 to 65535 and an"
                  .formatted(value)
              + " IPv6 address in brackets, once for each server",
          e);
    }
  }

  private static Route route(String value) {
    for (Route each : Route.values()) {
      if (each.text().equals(value.trim())) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "option route=" + value + " is wrong: allowed are loopback and tap");
  }

  private static long limit(String value) {
    Matcher size = SIZE.matcher(value.trim().toUpperCase(Locale.ROOT));
    if (size.matches()) {
      int shift = size.group(2).isEmpty() ? 0 : 10 * " KMG".indexOf(size.group(2));
      long bytes = Long.parseLong(size.group(1));
      if (bytes <= Long.MAX_VALUE >> shift && bytes << shift >= LEAST_LIMIT) {
        return bytes << shift;
      }
    }
    throw new IllegalArgumentException(
        "option limit=%s is wrong: allowed are sizes from 1MB on, such as 64MB (units: KB, MB, GB)"
            .formatted(value));
  }

  /** Returns what was taken. */
  AgentOptions options() {
    return new AgentOptions(
        place("out"),
        place("trace"),
        place("json"),
        place("pcapng"),
        place("html"),
        targets,
        route,
        limit);
  }

  private Optional<Path> place(String key) {
    return Optional.ofNullable(paths.get(key));
  }
}
