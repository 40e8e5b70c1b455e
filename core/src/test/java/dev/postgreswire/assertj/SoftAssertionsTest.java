package dev.postgreswire.assertj;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.WireRecorder;
import dev.postgreswire.message.NoticeResponse;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.WireScript;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Failures are collected, however far an assertion has gone on from where it began. */
class SoftAssertionsTest {
  private final Recording recording = Sessions.invoices();

  private static List<String> failures(Consumer<PostgresWireSoftAssertions> assertions) {
    PostgresWireSoftAssertions softly = new PostgresWireSoftAssertions();
    assertions.accept(softly);
    return softly.assertionErrorsCollected().stream()
        .map(error -> error.getMessage().lines().limit(2).toList().toString())
        .map(text -> text.replaceAll("\\s*\\(at .*", ""))
        .toList();
  }

  @Test
  void everyFailureOfAChainIsCollected() {
    assertThat(
            failures(
                softly ->
                    softly
                        .assertThat(recording)
                        .as("list")
                        .statements()
                        .hasSize(1)
                        .first()
                        .hasParameters(1)
                        .hasParameters(2026)
                        .returnedRows(7)
                        .isSimple()))
        .containsExactly(
            "[[list] Expecting 1 statement but there were 4,   (2 of them the same statement in"
                + " separate round trips: looks like N+1)]",
            "[[list] Expecting statement 1 of 4 to have parameters [1], but had [2026]]",
            "[[list] Expecting statement 1 of 4 to return 7 rows, but returned 2 rows]",
            "[[list] Expecting statement 1 of 4 to be a simple query, but executed the unnamed"
                + " statement of the extended protocol]");
  }

  @Test
  void filteringCarriesOn() {
    assertThat(
            failures(
                softly -> {
                  softly.assertThat(recording).statements().filteredOn(s -> s.isSimple()).isEmpty();
                  softly
                      .assertThat(recording)
                      .statements()
                      .withSqlContaining("customer")
                      .filteredOn(s -> s.isExtended())
                      .last()
                      .hasParameters(1);
                }))
        .hasSize(2)
        .satisfies(
            all -> assertThat(all.get(0)).startsWith("[Expecting no statements but there was 1"))
        .satisfies(all -> assertThat(all.get(1)).contains("to have parameters [1], but had [18]"));
  }

  @Test
  void aStepThatLeadsNowhereIsReportedOnce() {
    assertThat(
            failures(
                softly -> {
                  softly.assertThat(recording).deletes().singleElement().hasSql("x").succeeded();
                  softly.assertThat(recording).batches().first().isRewritten().hasTotalRows(5);
                  softly.assertThat(recording).statements().containsSql("x").returnedRows(1);
                  softly.assertThat(recording).selects().element(9).error().hasSqlState("x");
                  softly.assertThat(recording).transactions().element(5).statements().hasSize(3);
                  softly.assertThat(recording).exchanges().element(50).messages().hasSequence("x");
                }))
        .hasSize(6)
        .allMatch(text -> text.startsWith("[Expecting "));
  }

  @Test
  void nothingSeenIsReportedOnce() {
    Recording nothing = Recording.of(List.of());

    assertThat(
            failures(
                softly -> {
                  softly.assertThat(nothing).statements().hasSize(3).first().hasSql("x");
                  softly.assertThat(nothing).errors().isEmpty();
                  softly.assertThat(nothing).roundTrips().isEqualTo(4).isLessThan(1);
                  softly.assertThat(nothing).hasNoRepeatedStatements().hasNoOpenTransactions();
                  softly.assertThat(nothing).singleConnection().usedTls().tls().isDirect();
                  softly.assertThat(nothing).hasNoConnections();
                }))
        .hasSize(6)
        .allMatch(text -> text.contains("no connection came through the recorder"));
  }

  @Test
  void partsOfElementsCarryOn() {
    assertThat(
            failures(
                softly -> {
                  softly
                      .assertThat(recording)
                      .statements()
                      .last()
                      .error()
                      .hasTable("x")
                      .hasSchema("y");
                  softly.assertThat(recording).singleConnection().authentication().hasIterations(1);
                  softly.assertThat(recording).singleConnection().statements().isEmpty();
                  softly.assertThat(recording).singleConnection().errors().first().isFatal();
                  softly.assertThat(recording).roundTrips().isLessThan(1).isGreaterThan(9);
                  softly.assertThat(recording).hasRoundTrips(1).hasNoRepeatedStatements();
                  softly.assertThat(recording).statements().doesNotContainSql(Sessions.CUSTOMER);
                  softly.assertThat(recording).messages().hasSequence("Query");
                }))
        .hasSize(11);
  }

  @Test
  void everyEntryPointIsProxied() {
    Recording copied =
        WireScript.session()
            .client(query("drop table if exists t"))
            .server(new NoticeResponse(Sessions.fields("V=NOTICE", "C=00000", "M=skipping")))
            .server(tag("DROP TABLE"), IDLE)
            .play();
    assertThat(
            failures(
                softly -> {
                  softly
                      .assertThat(recording.connections().get(0))
                      .terminated()
                      .endedWith(Ending.OPEN);
                  softly
                      .assertThat(recording.connections().get(0).authentication())
                      .hasIterations(1);
                  softly
                      .assertThat(Sessions.encrypted().connection().tls().orElseThrow())
                      .isDirect();
                  softly.assertThat(recording.statements().get(0)).hasSql("x");
                  softly.assertThat(recording.transactions().get(0)).isOpen();
                  softly.assertThat(recording.exchanges().get(0)).hasStatements(9);
                  softly.assertThat(recording.errors().get(0)).isFatal();
                  softly.assertThat(copied.notices().get(0)).hasMessage("x");
                  softly.assertThat(recording.messages().get(0)).hasName("x");
                  softly.assertThat("AssertJ's own").isEmpty();
                }))
        .hasSize(10);
  }

  @Test
  void aPartThatIsNotThereIsReportedOnce() {
    assertThat(
            failures(
                softly -> {
                  softly.assertThat(recording).statements().first().copy().isText().hasRows(1);
                  softly.assertThat(recording).statements().first().error().isFatal();
                  softly.assertThat(recording).singleConnection().tls().isDirect();
                  softly.assertThat(recording).singleConnection().fatalError().isFatal();
                  softly.assertThat(Sessions.encrypted().connection()).statements().hasSize(3);
                  softly.assertThat(Sessions.encrypted().connection()).errors().hasSize(3);
                  softly.assertThat(Sessions.encrypted().connection()).authentication().succeeded();
                }))
        .hasSize(7)
        .allMatch(text -> text.startsWith("[Expecting "));
  }

  @Test
  void aWindowIsReadOnce() {
    try (WireRecorder recorder = WireRecorder.open("localhost:1");
        PostgresWire wire = recorder.window("here")) {
      assertThat(failures(softly -> softly.assertThat(wire).errors().isEmpty()))
          .singleElement()
          .asString()
          .contains("the window here");
    }
  }

  @Test
  void allAreReportedTogether() {
    assertThat(
            FailureText.of(
                () ->
                    PostgresWireSoftAssertions.assertWireSoftly(
                        softly -> {
                          softly.assertThat(recording).statements().hasSize(1);
                          softly.assertThat(recording).errors().isEmpty();
                        })))
        .contains("Multiple Failures (2 failures)", "at SoftAssertionsTest.");
  }
}
