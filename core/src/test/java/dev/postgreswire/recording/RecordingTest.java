package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.CopyOutResponse;
import dev.postgreswire.message.ErrorField;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.NoticeResponse;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two connections that take turns, a second each: what the recording lists is in that order. */
@BreaksProtocol(because = "some answers have no question")
class RecordingTest {
  private static final String INSERT = "insert into t values ($1)";

  private final Recorder recorder = new Recorder(RecorderOptions.defaults());
  private final WireSink.Connection first = open();
  private final WireSink.Connection second = open();
  private Instant clock = Instant.parse("2026-11-21T10:00:00Z");

  private WireSink.Connection open() {
    WireSink.Connection opened =
        recorder.opened(
            ConnectionOrigin.of("db:5432", "app:1"), Instant.parse("2026-11-21T10:00:00Z"));
    WireScript.session().playOn(opened);
    return opened;
  }

  private void client(WireSink.Connection on, Message... messages) {
    say(on, Direction.FRONTEND, messages);
  }

  private void server(WireSink.Connection on, Message... messages) {
    say(on, Direction.BACKEND, messages);
  }

  private void say(WireSink.Connection on, Direction direction, Message... messages) {
    for (Message message : messages) {
      clock = clock.plusSeconds(1);
      on.bytes(
          direction, MessageEncoder.encode(message, StandardCharsets.UTF_8).toByteBuffer(), clock);
    }
  }

  private Recording recorded() {
    return recorder.recording();
  }

  @Test
  void errorsAndNoticesAreInOrder() {
    client(second, query("select 1/0"));
    server(second, notice("b"), error("22012", "division by zero"), IDLE);
    client(first, query("selec 1"));
    server(first, notice("a"), error("42601", "syntax error"), IDLE);

    assertThat(recorded().errors())
        .extracting(error -> error.sqlState().code())
        .containsExactly("22012", "42601");
    assertThat(recorded().notices()).extracting(RecordedNotice::message).containsExactly("b", "a");
    assertThat(recorded()).hasToString("2 connections, 2 statements, 2 errors");
  }

  @Test
  void messagesAreInOrder() {
    server(second, new NotificationResponse(7, "news", "b"));
    server(first, new NotificationResponse(7, "news", "a"));

    assertThat(recorded().notifications())
        .extracting(Notification::payload)
        .containsExactly("b", "a");
    assertThat(recorded().messages()).hasSize(14).extracting(RecordedMessage::time).isSorted();
  }

  @Test
  void copiesAreThoseOfItsStatements() {
    copyOut(second, "two\n");
    client(first, query("select 1"));
    server(first, tag("SELECT 1"), IDLE);
    copyOut(first, "one\n");

    assertThat(recorded().copies())
        .extracting(Copy::lines)
        .containsExactly(List.of("two"), List.of("one"));
  }

  private void copyOut(WireSink.Connection on, String data) {
    client(on, query("copy t to stdout"));
    server(on, new CopyOutResponse(Format.TEXT, List.of(Format.TEXT)));
    server(on, new CopyData(Bytes.of(data, StandardCharsets.UTF_8)), new CopyDone());
    server(on, tag("COPY 1"), IDLE);
  }

  @Test
  void batchesAreInOrder() {
    batch(second, 2);
    batch(first, 3);

    assertThat(recorded().batches()).extracting(Batch::executions).containsExactly(2, 3);
    assertThat(recorded().batches().get(0)).hasToString("batch of 2 statements, 2 rows, 1 syncs");
  }

  private void batch(WireSink.Connection on, int executions) {
    client(on, parse("", INSERT));
    for (int i = 0; i < executions; i++) {
      client(on, bind("", "1"), execute());
    }
    client(on, SYNC);
    server(on, PARSED);
    for (int i = 0; i < executions; i++) {
      server(on, BOUND, tag("INSERT 0 1"));
    }
    server(on, IDLE);
  }

  @Test
  void statementsCanBeThoseOfOneOrigin() {
    client(first, query("begin; select 'a'; commit"));
    server(first, tag("BEGIN"), tag("SELECT 1"), tag("COMMIT"), IDLE);

    assertThat(recorded().statements(Origin.APPLICATION))
        .extracting(Statement::sql)
        .containsExactly("select 'a'");
    assertThat(recorded().statements(Origin.DRIVER)).hasSize(2);
    assertThat(recorded().statements(Origin.POOL)).isEmpty();
  }

  @Test
  void remarksSayWhoseTheyAre() {
    server(second, IDLE);
    first.note("the tap was late", clock);

    assertThat(recorded().notes())
        .containsExactly(
            "connection 1: the tap was late",
            "connection 2: #6: ReadyForQuery answers nothing that was asked");
  }

  @Test
  void whatIsPendingSaysWhere() {
    assertThat(recorded().pending()).isEmpty();

    client(second, query("select pg_sleep(60)"));
    assertThat(recorded().pending().lines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("connection 2: ");

    client(first, query("select pg_sleep(60)"));
    assertThat(recorded().pending().lines()).hasSize(2);
  }

  @Test
  void whatCannotBeDecodedIsListed() {
    assertThat(recorded().undecoded()).isEmpty();

    second.bytes(Direction.BACKEND, Bytes.ofHex("4b 00000005 00").toByteBuffer(), clock);

    assertThat(recorded().undecoded())
        .extracting(RecordedMessage::position)
        .containsExactly(new MessagePosition(2, 6));
  }

  @Test
  void allConnectionsCountTheirBytes() {
    client(first, query("12345678"));
    client(second, query("12345678"));

    assertThat(recorded().bytes(Direction.FRONTEND))
        .isEqualTo(2 * recorded().connections().get(0).bytes(Direction.FRONTEND));
    assertThat(recorded().isEmpty()).isFalse();
  }

  private static NoticeResponse notice(String text) {
    return new NoticeResponse(List.of(new ErrorField('S', "NOTICE"), new ErrorField('M', text)));
  }
}
