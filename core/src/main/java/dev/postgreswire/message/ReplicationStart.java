package dev.postgreswire.message;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A START_REPLICATION command, which decides what CopyData mean.
 *
 * @param slot the name of the slot; empty when it names none
 * @param logical whether it is logical replication
 * @param start where to start, as written: {@code X/X}
 * @param options the options of the output plugin by name
 * @see <a href="https://www.postgresql.org/docs/current/protocol-replication.html">Streaming
 *     Replication Protocol</a>
 */
public record ReplicationStart(
    Optional<String> slot, boolean logical, String start, Map<String, String> options) {
  private static final String NAME = "\"((?:[^\"]|\"\")+)\"|([^\\s\"(),']+)";
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\s*START_REPLICATION\\s+(?:SLOT\\s+(?:"
              + NAME
              + ")\\s+)?"
              + "(?:(PHYSICAL|LOGICAL)\\s+)?([0-9A-F]+/[0-9A-F]+)(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern OPTION =
      Pattern.compile("\\s*[(,]\\s*(?:" + NAME + ")(?:\\s+'((?:[^']|'')*)')?\\s*");

  /** Copies the options. */
  public ReplicationStart {
    options = Map.copyOf(options);
  }

  /** Returns the command that {@code query} is; empty when it is another one. */
  static Optional<ReplicationStart> parse(String query) {
    Matcher matcher = COMMAND.matcher(query);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ReplicationStart(
            Optional.ofNullable(name(matcher)),
            "LOGICAL".equalsIgnoreCase(matcher.group(3)),
            matcher.group(4),
            options(matcher.group(5))));
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new TreeMap<>();
    Matcher matcher = OPTION.matcher(text);
    while (matcher.lookingAt()) {
      String value = matcher.group(3);
      options.put(name(matcher), value == null ? "" : value.replace("''", "'"));
      matcher.region(matcher.end(), text.length());
    }
    return options;
  }

  private static String name(Matcher matcher) {
    return matcher.group(1) != null ? matcher.group(1).replace("\"\"", "\"") : matcher.group(2);
  }

  /**
   * Returns whether the output plugin is pgoutput. The command does not name it, but only pgoutput
   * has these two options, and demands them.
   */
  public boolean isPgoutput() {
    return logical
        && options.containsKey("proto_version")
        && options.containsKey("publication_names");
  }

  /** Returns whether Stream Abort says where and when, as it does with parallel streaming only. */
  public boolean isParallel() {
    return "parallel".equalsIgnoreCase(options.get("streaming"));
  }
}
