package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.WireScript;
import org.junit.jupiter.api.Test;

/** What a batch is. */
class BatchTest {
  private static final String INSERT = "insert into t values ($1)";

  private final WireScript script = WireScript.session();

  @Test
  void severalExecutionsInOneRoundTrip() {
    script
        .client(parse("", "BEGIN"), bind(""), execute())
        .client(parse("", INSERT), bind("", "1"), execute(), bind("", "2"), execute(), SYNC)
        .server(PARSED, BOUND, tag("BEGIN"), PARSED, BOUND, tag("INSERT 0 1"))
        .server(BOUND, tag("INSERT 0 1"), IDLE);

    Batch batch = only();
    assertThat(batch.executions()).isEqualTo(2);
    assertThat(batch.totalRows()).isEqualTo(2);
    assertThat(batch.isRewritten()).isFalse();
    assertThat(batch.syncs()).isEqualTo(1);
  }

  @Test
  void oneThatTheDriverSplitByRoundTrips() {
    for (int i = 0; i < 2; i++) {
      script
          .client(parse("", INSERT), bind("", "1"), execute(), bind("", "2"), execute(), SYNC)
          .server(PARSED, BOUND, tag("INSERT 0 1"), BOUND, tag("INSERT 0 1"), IDLE);
    }

    assertThat(only().executions()).isEqualTo(4);
    assertThat(only().syncs()).isEqualTo(2);
  }

  @Test
  void aLoopIsNone() {
    for (int i = 0; i < 3; i++) {
      script
          .client(parse("", INSERT), bind("", "1"), execute(), SYNC)
          .server(PARSED, BOUND, tag("INSERT 0 1"), IDLE);
    }

    assertThat(script.connection().batches()).isEmpty();
  }

  @Test
  void oneThatTheDriverRewrote() {
    script
        .client(parse("", "insert into t values ($1),($2)"), bind("", "1", "2"), execute())
        .client(parse("", INSERT), bind("", "3"), execute(), SYNC)
        .server(PARSED, BOUND, tag("INSERT 0 2"), PARSED, BOUND, tag("INSERT 0 1"), IDLE);

    Batch batch = only();
    assertThat(batch.isRewritten()).isTrue();
    assertThat(batch.rowsPerStatement()).containsExactly(2L, 1L);
    assertThat(batch.totalRows()).isEqualTo(3);
  }

  private Batch only() {
    RecordedConnection connection = script.connection();
    assertThat(connection.batches()).hasSize(1);
    return connection.batches().get(0);
  }
}
