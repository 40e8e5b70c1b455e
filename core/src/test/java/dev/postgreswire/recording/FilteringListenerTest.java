package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a filter passes on to whoever writes a format. */
class FilteringListenerTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

  private final Told told = new Told();
  private final RecordingStream stream =
      new RecordingStream(MessageFilter.parse("sql contains wanted").over(told), null);

  private WireSink.Connection open() {
    WireSink.Connection connection = stream.opened(ConnectionOrigin.of("db:5432", "app:1"), TEN);
    WireScript.session().playOn(connection);
    return connection;
  }

  private static void say(WireSink.Connection connection, Direction direction, Message... said) {
    for (Message message : said) {
      Bytes bytes = MessageEncoder.encode(message, StandardCharsets.UTF_8);
      connection.bytes(direction, bytes.toByteBuffer(), TEN);
    }
  }

  private static void say(WireSink.Connection connection, String sql) {
    say(connection, Direction.FRONTEND, query(sql));
    say(connection, Direction.BACKEND, tag("SELECT 1"), IDLE);
  }

  @Test
  void aConnectionIsToldOfWithItsFirstMessageThatFits() {
    WireSink.Connection connection = open();
    say(connection, "select 'other'");
    assertThat(told.lines).isEmpty();

    say(connection, "select 'wanted'");
    say(connection, "select 'other'");
    connection.closed(Ending.CLOSED_BY_CLIENT, "", TEN);

    assertThat(told.lines)
        .containsExactly(
            "10:00:00 1 opened db:5432 app:1",
            "10:00:00 1 F 21 bytes",
            "10:00:00 1 #9 F Query (20)",
            "10:00:00 1 B 14 bytes",
            "10:00:00 1 #10 B CommandComplete (13)",
            "10:00:00 1 B 6 bytes",
            "10:00:00 1 #11 B ReadyForQuery (5)",
            told.lines.get(7));
    assertThat(told.lines.get(7)).startsWith("10:00:00 1 closed CLOSED_BY_CLIENT");
  }

  @Test
  void ofOtherConnectionsNothingIsTold() {
    WireSink.Connection one = open();
    WireSink.Connection other = open();
    say(other, "select 'other'");
    say(one, "select 'wanted'");
    other.closed(Ending.CLOSED_BY_CLIENT, "", TEN);
    one.closed(Ending.RESET_BY_SERVER, "", TEN);

    assertThat(told.lines).hasSize(8).allMatch(line -> line.startsWith("10:00:00 1 "));
  }

  @Test
  void remarksWaitForTheFirstMessageThatFits() {
    WireSink.Connection connection = open();
    connection.note("before", TEN);
    say(connection, "select 'wanted'");
    connection.note("after", TEN);

    assertThat(told.lines).hasSize(9);
    assertThat(told.lines.get(0)).contains("opened");
    assertThat(told.lines.get(1)).isEqualTo("10:00:00 1 note before");
    assertThat(told.lines.get(8)).isEqualTo("10:00:00 1 note after");
  }

  /** A connection on which nothing fits for days must not pile up remarks. */
  @Test
  void onlySoManyRemarksWait() {
    WireSink.Connection connection = open();
    for (int i = 0; i < 300; i++) {
      connection.note("number " + i, TEN);
    }
    say(connection, "select 'wanted'");

    assertThat(told.lines).hasSize(106).contains("10:00:00 1 note number 98");
    assertThat(told.lines).doesNotContain("10:00:00 1 note number 99");
  }

  @Test
  void aMessageThatIsNotAllThereSaysHowMuchIsMissing() throws IOException {
    WireSink.Connection connection = open();
    Bytes bytes = MessageEncoder.encode(query("select 'wanted'"), StandardCharsets.UTF_8);
    connection.bytes(Direction.FRONTEND, bytes.slice(0, 8).toByteBuffer(), TEN);
    connection.gap(Direction.FRONTEND, bytes.length() - 8, TEN);
    Told all = new Told();
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    WireSink.Connection recorded = recorder.opened(ConnectionOrigin.of("db:5432", "app:1"), TEN);
    WireScript.session().playOn(recorded);
    recorded.bytes(Direction.FRONTEND, bytes.slice(0, 8).toByteBuffer(), TEN);
    recorded.gap(Direction.FRONTEND, bytes.length() - 8, TEN);

    recorder.recording().replayTo(MessageFilter.parse("index == 6").over(all));

    assertThat(told.lines).as("the SQL is not there").isEmpty();
    assertThat(all.lines)
        .contains("10:00:00 1 F 8 bytes", "10:00:00 1 F " + (bytes.length() - 8) + " bytes missing")
        .contains("10:00:00 1 #6 F Undecoded (20)");
  }

  @Test
  void notificationsAreMessagesToo() throws IOException {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    WireSink.Connection connection = recorder.opened(ConnectionOrigin.of("db:5432", ""), TEN);
    WireScript.session().playOn(connection);
    say(connection, Direction.BACKEND, new NotificationResponse(7, "news", "hello"));

    recorder.recording().replayTo(MessageFilter.parse("hello").over(told));

    assertThat(told.lines).contains("10:00:00 1 #6 B NotificationResponse (19)");
  }
}
