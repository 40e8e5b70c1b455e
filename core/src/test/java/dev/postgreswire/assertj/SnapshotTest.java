package dev.postgreswire.assertj;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.bindTo;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.BackendKeyData;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.report.Trace;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  private static final SnapshotSettings LOCAL = SnapshotSettings.of("", null);
  private static final SnapshotSettings CI = SnapshotSettings.of("", "true");
  private static final SnapshotSettings UPDATE = SnapshotSettings.of("update", "true");

  private static final String INVOICES =
      """
      round trips: 4

      connection 1
        begin read only
          select id, customer_id from invoice where year = $1
            [2026] → SELECT, 2 rows
          select name from customer where id = $1
            [17] → SELECT, 1 row
            [18] → SELECT, 1 row
        commit
        insert into invoice values (1)
          → ERROR 23505 unique_violation
      """;

  @TempDir private Path folder;

  @Test
  void isKeptBesideTheTest() {
    // The file is
    // src/test/resources/dev/postgreswire/assertj/SnapshotTest.isKeptBesideTheTest.snapshot
    assertThat(Sessions.invoices()).matchesSnapshot();
    assertThat(Sessions.invoices())
        .matchesSnapshot(Snapshot.trace(Trace.strict()::of).named("trace"));
  }

  @Test
  void theFirstRunWritesItAndTheNextCompares() throws IOException {
    Path file = folder.resolve("new/invoices.snapshot");
    Snapshot snapshot = Snapshot.statements().in(file);
    assertThat(run(LOCAL, snapshot, Sessions.invoices())).isEmpty();
    assertThat(file)
        .content()
        .isEqualTo(
            """
            # What went over the wire, as PostgresWire recorded it. To write it anew, run the test with
            # -Dpostgres-wire.snapshots=update
            """
                + INVOICES);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
    assertThat(run(CI, snapshot, Sessions.invoices())).isEmpty();
    assertThat(Sessions.invoices()).matchesSnapshot(file);
  }

  @Test
  void aMismatchShowsTheLinesThatDiffer() throws IOException {
    Path file = folder.resolve("invoices.snapshot");
    Files.writeString(
        file,
        "# remark\r\n"
            + INVOICES.replace("      [18] → SELECT, 1 row\n", "").replace("trips: 4", "trips: 3"));
    assertThatThrownBy(() -> assertThat(Sessions.invoices()).matchesSnapshot(file))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            Expecting to match the snapshot
              %s
            but (- in the snapshot, + over the wire)

            - round trips: 3
            + round trips: 4

              connection 1
                begin read only
              …
                    [2026] → SELECT, 2 rows
                  select name from customer where id = $1
                    [17] → SELECT, 1 row
            +       [18] → SELECT, 1 row
                commit
                insert into invoice values (1)
                  → ERROR 23505 unique_violation

              If that is right, write it anew: -Dpostgres-wire.snapshots=update\
            """
                .replace("%s", file.toString()));
  }

  @Test
  void onContinuousIntegrationOneThatIsMissingFails() {
    Path file = folder.resolve("missing.snapshot");
    Optional<String> failure = run(CI, Snapshot.statements().in(file), Sessions.oneSelect());
    assertThat(failure).isPresent();
    assertThat(failure.get())
        .contains("Expecting to match a snapshot but", "missing.snapshot", "(CI=true)")
        .contains("commit the file", "select id, customer_id from invoice where year = $1\n");
    assertThat(file).doesNotExist();
  }

  @Test
  void anUpdateWritesWhatDiffers() throws IOException {
    Path file = folder.resolve("old.snapshot");
    Files.writeString(file, "something else\n");
    assertThat(run(UPDATE, Snapshot.statements().in(file), Sessions.invoices())).isEmpty();
    assertThat(run(CI, Snapshot.statements().in(file), Sessions.invoices())).isEmpty();
    assertThatThrownBy(() -> SnapshotSettings.of("rewrite", null))
        .hasMessage(
            "postgres-wire.snapshots is \"rewrite\": it must be update, or compare, the default");
  }

  @Test
  void whatDiffersFromRunToRunIsNotInIt() {
    Recording recording =
        WireScript.script()
            .client(new StartupMessage(ProtocolVersion.V3_0, List.of()))
            .server(
                new AuthenticationOk(), new BackendKeyData(31337, Bytes.ofHex("00000001")), IDLE)
            .client(
                parse("", "insert into t values ($1, $2, $3)", 2950, 1114, 23),
                bind("", "123e4567-e89b-12d3-a456-426614174000", "2026-11-21 07:54:01.5", "31337"),
                execute(),
                SYNC)
            .server(PARSED, BOUND, tag("INSERT 0 1"), IDLE)
            .client(query("select 'INV-17', '123E4567-e89b-12d3-a456-426614174000'"))
            .server(tag("SELECT 1"), IDLE)
            .play();
    assertThat(text(Snapshot.statements().scrub("INV-\\d+", "<number>"), recording))
        .isEqualTo(
            """
            round trips: 2

            connection 1
              insert into t values ($1, $2, $3)
                [<uuid 1>, <time>, <process id>] → INSERT, 1 row
              select '<number>', '<uuid 1>'
                → SELECT, 1 row
            """);
    assertThat(text(Snapshot.statements().withoutParameters(), recording))
        .contains("\n    → INSERT, 1 row\n");
  }

  @Test
  void namesThatADriverMakesUpAreNumbered() {
    assertThat(text(Snapshot.trace(Trace.strict().regress()::of), named("S_7", "C_9")))
        .isEqualTo(text(Snapshot.trace(Trace.strict().regress()::of), named("S_4", "C_2")))
        .contains("Bind\t \"<portal 1>\" \"<statement 1>\"", "Execute\t \"<portal 1>\" 0")
        .startsWith("connection 1\nF\t");
  }

  private static Recording named(String statement, String portal) {
    return WireScript.session()
        .client(parse(statement, "select 1"), SYNC)
        .server(PARSED, IDLE)
        .client(bindTo(portal, statement), execute(portal, 0), SYNC)
        .server(BOUND, tag("SELECT 0"), IDLE)
        .play();
  }

  @Test
  void passwordsAreMasked() {
    Recording recording =
        WireScript.session()
            .client(query("alter role a\n  password 'swordfish'"))
            .server(tag("ALTER ROLE"), IDLE)
            .play();
    assertThat(text(Snapshot.statements(), recording))
        .contains("  alter role a\n    password '********'\n    → ALTER ROLE\n");
  }

  @Test
  void whereNothingCanBeSeenNothingMatches() {
    assertThatThrownBy(() -> assertThat(Recording.of(List.of())).matchesSnapshot())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no connection");
  }

  /** Tests that run at the same time may share one. */
  @Test
  void itIsWholeOrNotThere() throws IOException {
    Path file = folder.resolve("shared.snapshot");
    Recording recording = Sessions.invoices();
    List<Optional<String>> failures =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(
                i -> run(i % 2 == 0 ? UPDATE : LOCAL, Snapshot.statements().in(file), recording))
            .toList();
    assertThat(failures).containsOnly(Optional.empty());
    assertThat(SnapshotFile.read(file)).hasValue(INVOICES);
  }

  private static Optional<String> run(
      SnapshotSettings settings, Snapshot snapshot, Recording recording) {
    return new SnapshotCheck(settings).run(snapshot, recording, Optional.empty());
  }

  private String text(Snapshot snapshot, Recording recording) {
    try {
      Path file = Files.createTempFile(folder, "text", ".snapshot");
      Files.delete(file);
      assertThat(run(LOCAL, snapshot.in(file), recording)).isEmpty();
      return SnapshotFile.read(file).orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
