package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.testing.Effort;
import dev.postgreswire.testing.RecordingText;
import dev.postgreswire.testing.Twins;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections of which not all bytes were seen. */
class GapTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

  private final TlsDecryptor.Source decryptors = decryptors();
  private final Recorder recorder = new Recorder(RecorderOptions.defaults(), decryptors);
  private final Window window = recorder.openWindow("test");
  private final Twins twins = new Twins(recorder, decryptors);
  private WireSink.Connection connection;
  private int second = 1;

  /** Returns what decrypts TLS, of which there is none here, or null. */
  TlsDecryptor.Source decryptors() {
    return null;
  }

  @AfterEach
  void theStreamTellsTheSame() {
    Checkpoints.check(window.recording());
    twins.check();
  }

  @Test
  void aConnectionThatWasOpenBeforeIsUnderstoodFromItsNextRequest() {
    open(true);
    client(Bytes.ofHex("6374203100"));
    server(encode(tag("SELECT 1"), IDLE));
    select("select 2");

    RecordedConnection recorded = recorded();
    assertThat(recorded.isPartial()).isTrue();
    assertThat(recorded.statements()).extracting(Statement::sql).containsExactly("select 2");
    assertThat(recorded.statements().get(0).outcome()).isEqualTo(Statement.Outcome.COMPLETED);
    assertThat(recorded.messages())
        .extracting(RecordedMessage::name, RecordedMessage::phase)
        .startsWith(
            tuple("Undecoded", Phase.UNKNOWN),
            tuple("ReadyForQuery", Phase.QUERY),
            tuple("Undecoded", Phase.UNKNOWN),
            tuple("Query", Phase.QUERY));
    assertThat(recorded.notes())
        .containsExactly(
            "#0: 14 bytes skipped up to a message boundary that can be trusted: the beginning of"
                + " the connection was not seen",
            "#2: 5 bytes skipped up to a message boundary that can be trusted: the beginning of"
                + " the connection was not seen");
  }

  @Test
  void aRowWithAHoleIsARow() throws IOException {
    login();
    client(encode(query("select 1")));
    Bytes row = encode(row("0123456789"));
    server(encode(columns("a")).plus(row.slice(0, 13)));
    connection.gap(Direction.BACKEND, 4, TEN);
    server(row.from(17).plus(encode(row("x"), tag("SELECT 2"), IDLE)));

    RecordedConnection recorded = recorded();
    Statement statement = recorded.statements().get(0);
    assertThat(statement.outcome()).isEqualTo(Statement.Outcome.COMPLETED);
    assertThat(statement.returnedRows()).isEqualTo(2);
    assertThat(recorded.undecoded()).hasSize(1);
    assertThat(recorded.undecoded().get(0).frame().size()).isEqualTo(row.length());
    assertThat(recorded.undecoded().get(0).frame().fault())
        .isEqualTo("4 bytes are missing after the first 13");
    assertThat(recorded.notes()).containsExactly("#5: 4 bytes are missing after the first 13");
    Told told = new Told();
    window.recording().replayTo(told);
    assertThat(told.missing).as("the rest of the row is not kept").isEqualTo(row.length() - 13);
  }

  @Test
  void anAnswerThatIsLostLeavesTheNextItsOwn() throws IOException {
    login();
    client(encode(query("select 1")));
    server(encode(columns("a")));
    connection.gap(Direction.BACKEND, 60, TEN.plusSeconds(second++));
    server(Bytes.ofHex("3132").plus(encode(IDLE)));
    select("select 2");

    RecordedConnection recorded = recorded();
    assertThat(recorded.statements())
        .extracting(Statement::sql, Statement::outcome)
        .containsExactly(
            tuple("select 1", Statement.Outcome.PENDING),
            tuple("select 2", Statement.Outcome.COMPLETED));
    assertThat(recorded.notes())
        .containsExactly(
            "#5: 2 bytes skipped up to a message boundary that can be trusted: 60 bytes are"
                + " missing (at byte "
                + (15 + encode(columns("a")).length())
                + " of the backend)");
    Told told = new Told();
    window.recording().replayTo(told);
    assertThat(told.lines)
        .containsSubsequence(
            "10:00:04 1 #4 B RowDescription (26)",
            "10:00:05 1 B 60 bytes missing",
            "10:00:07 1 B 2 bytes");
    assertThat(told.wire.values().stream().mapToLong(Bytes::length).sum())
        .isEqualTo(recorded.bytes(Direction.FRONTEND) + recorded.bytes(Direction.BACKEND));
    assertThat(told.missing).isEqualTo(60);
  }

  @Test
  void aRequestThatIsLostLeavesTheNextItsOwn() {
    login();
    connection.gap(Direction.FRONTEND, -1, TEN);
    client(Bytes.ofHex("3100"));
    server(encode(columns("a"), row("1"), tag("SELECT 1"), IDLE));
    select("select 2");

    RecordedConnection recorded = recorded();
    assertThat(recorded.statements())
        .extracting(Statement::sql, Statement::outcome)
        .containsExactly(tuple("select 2", Statement.Outcome.COMPLETED));
    assertThat(recorded.pending()).isEmpty();
  }

  @Test
  void anyTrafficWithHoles() {
    List<Message> server =
        List.of(columns("a"), row("1"), tag("SELECT 1"), IDLE, IDLE, new AuthenticationOk());
    for (int seed = 0; seed < Effort.of(500); seed++) {
      Random random = new Random(seed);
      open(random.nextInt(4) == 0);
      for (int i = random.nextInt(40); i >= 0; i--) {
        Direction direction = random.nextBoolean() ? Direction.FRONTEND : Direction.BACKEND;
        Message message =
            direction == Direction.FRONTEND
                ? query("select " + i)
                : server.get(random.nextInt(server.size()));
        Bytes bytes = encode(message);
        int hole = random.nextInt(4) == 0 ? random.nextInt(bytes.length()) : 0;
        say(direction, bytes.slice(0, bytes.length() - hole));
        connection.gap(direction, random.nextBoolean() ? hole : hole == 0 ? 0 : -1, TEN);
      }
      if (random.nextBoolean()) {
        connection.closed(Ending.RESET_BY_CLIENT, "", TEN.plusSeconds(second));
      }
    }
    assertThat(RecordingText.of(window.recording())).isNotEmpty();
  }

  private void open(boolean partial) {
    ConnectionOrigin origin =
        new ConnectionOrigin("db:5432", "app:4711", Caller.UNKNOWN, "", partial);
    connection = twins.opened(origin, TEN);
  }

  private void login() {
    open(false);
    client(encode(new StartupMessage(ProtocolVersion.V3_0, List.of())));
    server(encode(new AuthenticationOk(), IDLE));
  }

  private void select(String sql) {
    client(encode(query(sql)));
    server(encode(columns("a"), row("1"), tag("SELECT 1"), IDLE));
  }

  private RecordedConnection recorded() {
    return window.recording().connections().get(0);
  }

  private void client(Bytes bytes) {
    say(Direction.FRONTEND, bytes);
  }

  private void server(Bytes bytes) {
    say(Direction.BACKEND, bytes);
  }

  private void say(Direction direction, Bytes bytes) {
    connection.bytes(direction, bytes.toByteBuffer(), TEN.plusSeconds(second++));
  }

  private static Bytes encode(Message... messages) {
    Bytes all = Bytes.EMPTY;
    for (Message message : messages) {
      all = all.plus(MessageEncoder.encode(message, StandardCharsets.UTF_8));
    }
    return all;
  }
}
