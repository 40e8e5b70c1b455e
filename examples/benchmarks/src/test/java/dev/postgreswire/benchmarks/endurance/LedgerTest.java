package dev.postgreswire.benchmarks.endurance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts has to notice what it is there for. */
class LedgerTest {
  private static final String TERMINATE = "X\0\0\0\4";

  private final Ledger ledger = new Ledger();

  @Test
  void whatIsTheSameIsFine() {
    Passage passage = passage("1", "query" + TERMINATE, "rows");
    ledger.compare("sizes", List.of(passage), List.of(passage));
    ledger.compareByContent("bytes", List.of(passage), List.of(passage));
    assertThat(ledger.faults()).isEmpty();
    assertThat(ledger.counts()).containsEntry("sizes, same", 1L).containsEntry("bytes, same", 1L);
  }

  @Test
  void whatBrokeOffMayBeShorterOnTheWay() {
    Passage client = passage("1", "query and more", "ro");
    Passage server = passage("1", "query", "rows");
    ledger.compare("sizes", List.of(client), List.of(server));
    ledger.compareByContent("bytes", List.of(client), List.of(server));
    assertThat(ledger.faults()).isEmpty();
    assertThat(ledger.counts()).containsEntry("bytes, broken off", 1L);
  }

  @Test
  void nothingComesFromNowhere() {
    Passage client = passage("1", "query", "rows");
    ledger.compare("more said", List.of(client), List.of(passage("1", "query!", "rows")));
    ledger.compare("less told", List.of(client), List.of(passage("1", "query", "row")));
    ledger.compareByContent("other", List.of(client), List.of(passage("2", "quiry", "rows")));
    assertThat(ledger.faults()).hasSize(3);
  }

  @Test
  void whoTookHisLeaveHasLostNothing() {
    Passage client = passage("1", "query, query" + TERMINATE, "rows");
    Passage server = passage("1", "query" + TERMINATE, "rows");
    ledger.compare("sizes", List.of(client), List.of(server));
    assertThat(ledger.faults()).hasSize(1);
  }

  @Test
  void nobodyIsMissingAndNobodyIsNew() {
    Passage client = passage("1", "query" + TERMINATE, "rows");
    ledger.compare("missing", List.of(client), List.of());
    ledger.compare("new", List.of(), List.of(passage("2", "query query", "rows")));
    ledger.compareByContent("missing", List.of(client), List.of());
    assertThat(ledger.faults()).hasSize(3);
  }

  @Test
  void anAddressIsUsedAgain() {
    Passage early = passage("1", "startup, query" + TERMINATE, "rows");
    Passage late = passage("1", "startup, queries" + TERMINATE, "more rows");
    ledger.compare("in order", List.of(early, late), List.of(early, late));
    ledger.compare("one that nobody knew", List.of(late), List.of(passage("1", "st", ""), late));
    ledger.compare("one that was empty", List.of(passage("1", "", ""), late), emptyAnd(late));
    assertThat(ledger.faults()).isEmpty();

    ledger.compare("exchanged", List.of(early, late), List.of(late, early));
    assertThat(ledger.faults()).hasSize(2);
  }

  private static List<Passage> emptyAnd(Passage other) {
    return List.of(passage("1", "", ""), other);
  }

  @Test
  void theSameSeedBreaksTheSameConnections() {
    Storm storm = new Storm(7);
    assertThat(storm.bytesOf(1)).as("before it blows").isEqualTo(Long.MAX_VALUE);
    storm.blows(true);
    Storm again = new Storm(7);
    again.blows(true);
    int broken = 0;
    for (int i = 0; i < 600; i++) {
      assertThat(again.bytesOf(i)).isEqualTo(storm.bytesOf(i));
      broken += storm.bytesOf(i) < Long.MAX_VALUE ? 1 : 0;
    }
    assertThat(broken).isBetween(1, 599);
  }

  private static Passage passage(String address, String frontend, String backend) {
    Passage passage = Passage.of(address);
    passage.frontend().add(frontend.getBytes(US_ASCII), frontend.length());
    passage.backend().add(backend.getBytes(US_ASCII), backend.length());
    return passage;
  }
}
