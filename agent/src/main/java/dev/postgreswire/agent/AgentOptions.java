package dev.postgreswire.agent;

import dev.postgreswire.WireTarget;
import dev.postgreswire.recording.RecorderOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What stands behind {@code -javaagent:postgres-wire-agent.jar=}: {@code key=value}, separated by
 * commas.
 *
 * @param out the folder for all formats
 * @param trace where the trace goes
 * @param json where the JSON Lines go
 * @param pcapng where the capture goes
 * @param html where the page goes
 * @param targets servers that are known to be PostgreSQL
 * @param route how bytes are got at
 * @param limit how many bytes may wait to be written
 */
public record AgentOptions(
    Optional<Path> out,
    Optional<Path> trace,
    Optional<Path> json,
    Optional<Path> pcapng,
    Optional<Path> html,
    List<WireTarget> targets,
    Route route,
    long limit) {

  /** How bytes are got at. */
  public enum Route {
    /** Through a relay in this JVM. */
    LOOPBACK,
    /** In place, where the application reads and writes its sockets. */
    TAP;

    /** Returns it as it is written among the options. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the list. */
  public AgentOptions {
    targets = List.copyOf(targets);
  }

  /** Returns the options without outputs: the agent waits for a recorder. */
  public static AgentOptions defaults() {
    return new AgentOptions(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Route.LOOPBACK,
        RecorderOptions.DEFAULT_MEMORY_LIMIT);
  }

  /**
   * Reads what stands behind {@code =}, such as {@code out=recording,limit=64MB}. A value with a
   * comma stands in double quotes, in which a double quote is written twice.
   *
   * @param text may be null or empty: the defaults
   * @throws IllegalArgumentException when an option is wrong; the message, a line, names it and
   *     says what is allowed
   */
  public static AgentOptions parse(String text) {
    AgentOptionsParser parser = new AgentOptionsParser();
    OptionText.read(text == null ? "" : text, parser::take);
    return parser.options();
  }

  /**
   * Makes options of keys and their values.
   *
   * @throws IllegalArgumentException as {@link #parse} does
   */
  public static AgentOptions of(Map<String, List<String>> options) {
    AgentOptionsParser parser = new AgentOptionsParser();
    options.forEach((key, values) -> values.forEach(value -> parser.take(key, value)));
    return parser.options();
  }

  /** Returns these with paths that mean the same in whatever folder they are read. */
  public AgentOptions withAbsolutePaths() {
    return new AgentOptions(
        out.map(Path::toAbsolutePath),
        absolute(trace),
        absolute(json),
        absolute(pcapng),
        absolute(html),
        targets,
        route,
        limit);
  }

  /** Standard output has no folder. */
  private static Optional<Path> absolute(Optional<Path> file) {
    return file.map(path -> path.toString().equals("-") ? path : path.toAbsolutePath());
  }

  /** Returns what {@link #parse} makes these options of. */
  public String text() {
    OptionText.Writer text = new OptionText.Writer();
    out.ifPresent(path -> text.add("out", path.toString()));
    trace.ifPresent(path -> text.add("trace", path.toString()));
    json.ifPresent(path -> text.add("json", path.toString()));
    pcapng.ifPresent(path -> text.add("pcapng", path.toString()));
    html.ifPresent(path -> text.add("html", path.toString()));
    targets.forEach(target -> text.add("target", target.address()));
    text.add("route", route.text());
    text.add("limit", Long.toString(limit));
    return text.toString();
  }

  /** Returns whether the agent is to write anything itself. */
  public boolean hasOutputs() {
    return out.isPresent()
        || trace.isPresent()
        || json.isPresent()
        || pcapng.isPresent()
        || html.isPresent();
  }
}
