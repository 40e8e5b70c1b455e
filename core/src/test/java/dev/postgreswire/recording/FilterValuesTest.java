package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.describePortal;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.Bind;
import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.DataRow;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.RowDescription;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a filter compares: values by their types, and times in seconds. */
class FilterValuesTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final Optional<Bytes> SEVEN = Optional.of(Bytes.ofHex("00000007"));

  @Test
  void timesAreInSeconds() {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    ConnectionRecorder connection = recorder.opened(ConnectionOrigin.of("db:5432", ""), TEN);
    Bytes login = Traffic.AUTHENTICATION_OK.plus(Traffic.READY);
    try (Window window = recorder.openWindow("test")) {
      connection.bytes(Direction.FRONTEND, Traffic.STARTUP.toByteBuffer(), TEN);
      connection.bytes(Direction.BACKEND, login.toByteBuffer(), TEN.plusMillis(1500));

      Recording recording = window.recording();
      assertThat(indexes(recording, "time == 1.5")).containsExactly(1, 2);
      assertThat(indexes(recording, "time == 0")).containsExactly(0);
      assertThat(indexes(recording, "delta == 1.5")).containsExactly(1);
      assertThat(indexes(recording, "delta == 0")).containsExactly(2);
      assertThat(indexes(recording, "rtt == 1.5")).containsExactly(2);
    }
  }

  @Test
  void binaryValuesAreReadByTheirTypes() {
    ColumnDescription number =
        new ColumnDescription("n", new Oid(0), 0, new Oid(23), 4, -1, Format.BINARY);
    Recording recording =
        WireScript.session()
            .client(parse("", "select $1", 23))
            .client(new Bind("", "", List.of(Format.BINARY), List.of(SEVEN), List.of()))
            .client(describePortal(""), execute(), SYNC)
            .server(PARSED, BOUND, new RowDescription(List.of(number)))
            .server(new DataRow(List.of(SEVEN)), tag("SELECT 1"), IDLE)
            .play();

    assertThat(indexes(recording, "pgsql.val.data == 7")).containsExactly(7, 14);
    assertThat(indexes(recording, "DataRow.n == 7")).containsExactly(14);
    assertThat(indexes(recording, "param == 7")).containsExactly(7);
  }

  @Test
  void valuesThatNobodyDescribedAreText() {
    Recording recording =
        WireScript.session()
            .client(query("select 'a', 'b'"))
            .server(columns("n"), row("1", "b"), tag("SELECT 1"), IDLE)
            .play();

    assertThat(indexes(recording, "pgsql.val.data == b")).containsExactly(8);
    assertThat(indexes(recording, "DataRow.n == 1")).containsExactly(8);
    assertThat(indexes(recording, "DataRow.n == b")).isEmpty();
  }

  @Test
  void lengthsAndCountsAreNotLookedForAsText() {
    Recording recording =
        WireScript.session().client(query("select 4711")).server(tag("SELECT 1"), IDLE).play();

    assertThat(indexes(recording, "4711")).containsExactly(6);
    assertThat(indexes(recording, "16")).as("the length of the Query").isEmpty();
  }

  private static List<Integer> indexes(Recording recording, String expression) {
    return recording.filter(expression).stream().map(RecordedMessage::index).toList();
  }
}
