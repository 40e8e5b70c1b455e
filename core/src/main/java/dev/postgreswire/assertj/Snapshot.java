package dev.postgreswire.assertj;

import dev.postgreswire.recording.RecordedMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What of a recording to keep beside a test, and where. By default the statements of the
 * application, in their transactions, with parameters and results, and the number of round trips:
 *
 * <pre>
 * round trips: 3
 *
 * connection 1
 *   begin read only
 *     select id from invoice where year = $1
 *       [2026] → SELECT, 2 rows
 *   commit
 *   insert into invoice (number) values ($1)
 *     [7] → ERROR 23505 unique_violation
 * </pre>
 *
 * <p>What differs from run to run, from server to server and between patch releases of a driver is
 * not in it: the statements and round trips of driver and pool, names of prepared statements and
 * portals, process ids, the numbers of connections that the test did not open first, UUIDs and
 * times ({@code <uuid 1>}, {@code <time>}), the texts of errors. Passwords are masked.
 *
 * <p>A snapshot that is not there is written by the first run, which passes; on continuous
 * integration ({@code CI=true}) that run fails instead. {@code -Dpostgres-wire.snapshots=update},
 * or the environment variable {@code POSTGRES_WIRE_SNAPSHOTS=update}, writes those anew that
 * differ. Several in one test are numbered: {@code TestClass.method.2.snapshot} is the second.
 *
 * <p>Immutable: every setting gives a new one.
 */
public final class Snapshot {
  private final Optional<Function<Iterable<RecordedMessage>, String>> trace;
  private final boolean parameters;
  private final List<Scrub> scrubs;
  private final String name;
  private final Optional<Path> file;

  /** Something to be replaced. */
  record Scrub(Pattern pattern, String replacement) {}

  private Snapshot(
      Optional<Function<Iterable<RecordedMessage>, String>> trace,
      boolean parameters,
      List<Scrub> scrubs,
      String name,
      Optional<Path> file) {
    this.trace = trace;
    this.parameters = parameters;
    this.scrubs = List.copyOf(scrubs);
    this.name = name;
    this.file = file;
  }

  /** Returns one of the application's statements, their transactions, and the round trips. */
  public static Snapshot statements() {
    return new Snapshot(Optional.empty(), true, List.of(), "", Optional.empty());
  }

  /**
   * Returns one of the raw messages after the handshake, in whatever form: {@code
   * Snapshot.trace(Trace.strict().regress()::of)}. Names of prepared statements and portals are
   * replaced by numbers in the order in which they come. The sequence of messages differs between
   * releases of a driver.
   *
   * @param form gives the text of messages, a line each
   */
  public static Snapshot trace(Function<Iterable<RecordedMessage>, String> form) {
    return new Snapshot(Optional.of(form), true, List.of(), "", Optional.empty());
  }

  /** Returns one without the values of parameters, for tests whose values differ each time. */
  public Snapshot withoutParameters() {
    return new Snapshot(trace, false, scrubs, name, file);
  }

  /**
   * Returns one in which what fits a regular expression is replaced, after all else: {@code
   * scrub("INV-\\d+", "<invoice number>")}.
   */
  public Snapshot scrub(String regex, String replacement) {
    List<Scrub> more = new ArrayList<>(scrubs);
    more.add(new Scrub(Pattern.compile(regex), replacement));
    return new Snapshot(trace, parameters, more, name, file);
  }

  /** Returns one that is kept in {@code TestClass.method.name.snapshot}. */
  public Snapshot named(String part) {
    return new Snapshot(trace, parameters, scrubs, part, Optional.empty());
  }

  /** Returns one that is kept in a file; a relative path begins at the module's folder. */
  public Snapshot in(Path path) {
    return new Snapshot(trace, parameters, scrubs, "", Optional.of(path));
  }

  Optional<Function<Iterable<RecordedMessage>, String>> trace() {
    return trace;
  }

  boolean hasParameters() {
    return parameters;
  }

  List<Scrub> scrubs() {
    return scrubs;
  }

  String name() {
    return name;
  }

  Optional<Path> file() {
    return file;
  }
}
