package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import org.junit.jupiter.api.Test;

/** An exchange may last for days: what it takes is bounded by the memory limit all the same. */
@BreaksProtocol(because = "the beginning of an exchange is let go of before its end")
class LongExchangeTest {
  private static final long LIMIT = 1 << 20;
  private static final int MANY = 50_000;

  private final Recorder recorder = new Recorder(new RecorderOptions(LIMIT));
  private final Window window = recorder.openWindow("test");
  private final ConnectionRecorder connection =
      recorder.opened(ConnectionOrigin.of("localhost:5432", "localhost:40000"));

  @Test
  void aReplicationThatNeverEnds() {
    Traffic.login(connection);
    Traffic.client(connection, Traffic.query("START_REPLICATION SLOT s LOGICAL 0/0"));
    Traffic.server(connection, Traffic.message('W', Bytes.ofHex("000000")));
    say(() -> Traffic.server(connection, Traffic.message('d', Bytes.ofHex("6b00000000"))));
    assertRecent('d');

    Traffic.server(connection, Traffic.message('c', Bytes.EMPTY));
    Traffic.client(connection, Traffic.message('c', Bytes.EMPTY));
    assertUnderstoodAfterwards();
  }

  @Test
  void aResultOfAnyLength() {
    Traffic.login(connection);
    Traffic.client(connection, Traffic.query("select * from generate_series(1, 1e9)"));
    say(() -> Traffic.server(connection, Traffic.row(4)));
    assertRecent('D');
    assertUnderstoodAfterwards();
  }

  @Test
  void resultsInWhoseMiddleTheirConnectionsWereLost() {
    for (int i = 0; i < 20; i++) {
      ConnectionRecorder lost = recorder.opened(ConnectionOrigin.of("localhost:5432", ""));
      Traffic.login(lost);
      Traffic.client(lost, Traffic.query("select * from generate_series(1, 1e9)"));
      for (int row = 0; row < 10_000; row++) {
        Traffic.server(lost, Traffic.row(4));
      }
      lost.closed(Ending.RESET_BY_SERVER, "");
      assertThat(recorder.memoryHeld()).isLessThan(LIMIT + LIMIT / 8);
    }

    assertThat(window.recording().connections())
        .extracting(lost -> lost.startupParameter("user").orElse(""))
        .endsWith("postgres");
  }

  @Test
  void aPipelineThatIsNeverSynced() {
    Traffic.login(connection);
    say(() -> Traffic.client(connection, Traffic.parse("", "")));
    assertRecent('P');
  }

  private void say(Runnable something) {
    long most = 0;
    for (int i = 0; i < MANY; i++) {
      something.run();
      most = Math.max(most, recorder.memoryHeld());
    }
    assertThat(most).isLessThan(LIMIT + LIMIT / 8);
  }

  /** The handshake is known, the last messages are there, and how many are not. */
  private void assertRecent(char type) {
    RecordedConnection recorded = window.recording().connections().get(0);
    assertThat(recorded.startupParameter("user")).contains("postgres");
    int count = recorded.messages().size();
    assertThat(count).isGreaterThan(5000);
    RecordedMessage last = recorded.messages().get(count - 1);
    assertThat(last.frame().type()).isEqualTo(type);
    assertThat(last.index()).isGreaterThanOrEqualTo(MANY);
    assertThat(recorded.notes())
        .anyMatch(note -> note.contains(last.index() + 1 - count + " messages from #0 on"));
    assertThat(recorded.bytes(Direction.FRONTEND) + recorded.bytes(Direction.BACKEND))
        .isGreaterThan(8L * MANY);
  }

  private void assertUnderstoodAfterwards() {
    Traffic.server(connection, Traffic.READY);
    Traffic.client(connection, Traffic.query("select 1"));
    Traffic.server(
        connection, Traffic.message('C', Bytes.ofHex("53454c454354203100")).plus(Traffic.READY));

    RecordedConnection recorded = window.recording().connections().get(0);
    assertThat(recorded.statements()).extracting(Statement::sql).endsWith("select 1");
    Statement last = recorded.statements().get(recorded.statements().size() - 1);
    assertThat(last.outcome()).isEqualTo(Statement.Outcome.COMPLETED);
  }
}
