package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.AuthenticationSASL;
import dev.postgreswire.message.BackendKeyData;
import dev.postgreswire.message.CloseComplete;
import dev.postgreswire.message.CopyBothResponse;
import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyDone;
import dev.postgreswire.message.CopyFail;
import dev.postgreswire.message.CopyInResponse;
import dev.postgreswire.message.CopyOutResponse;
import dev.postgreswire.message.EmptyQueryResponse;
import dev.postgreswire.message.Flush;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.FunctionCall;
import dev.postgreswire.message.FunctionCallResponse;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.NoData;
import dev.postgreswire.message.NoticeResponse;
import dev.postgreswire.message.NotificationResponse;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.ParameterDescription;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.PortalSuspended;
import dev.postgreswire.message.SSLRequest;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.testing.Messages;
import dev.postgreswire.testing.RecordingText;
import dev.postgreswire.testing.TrackedExchanges;
import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Messages in any order, legal or not: never an exception, never a byte lost, and a checkpoint is
 * as good as the beginning. {@code -Dfuzz.conversations=…} plays more of them.
 */
@BreaksProtocol(because = "the messages come in any order")
class ConversationFuzzTest {
  private static final int CONVERSATIONS = Integer.getInteger("fuzz.conversations", 1000);
  private static final int LONGEST = 60;
  private static final int CHECKED = 10;

  private static final List<Message> CLIENT =
      List.of(
          Messages.query("select 1"),
          Messages.query("begin; select 1; commit"),
          Messages.query("prepare b as select 2"),
          Messages.query("deallocate all"),
          Messages.query("declare a cursor for select 1"),
          Messages.query("commit and chain"),
          Messages.query("START_REPLICATION SLOT s LOGICAL 0/0"),
          Messages.query(""),
          Messages.parse("", "select $1"),
          Messages.parse("a", "insert into t values ($1),($2)"),
          Messages.bind("", "1"),
          Messages.bind("a", "1", "2"),
          Messages.bindTo("a", "b", (String) null),
          Messages.describeStatement("a"),
          Messages.describePortal(""),
          Messages.execute(),
          Messages.execute("a", 2),
          Messages.closeStatement("a"),
          Messages.SYNC,
          new Flush(),
          new FunctionCall(
              new Oid(1), List.of(), List.of(Optional.of(Bytes.of((byte) 1))), Format.TEXT),
          new CopyData(Bytes.ofHex("6b00")),
          new CopyDone(),
          new CopyFail("why not"),
          new Terminate());

  private static final List<Message> SERVER =
      List.of(
          Messages.PARSED,
          Messages.BOUND,
          new CloseComplete(),
          new NoData(),
          new ParameterDescription(List.of(new Oid(23))),
          Messages.columns("a", "b"),
          Messages.row("1"),
          Messages.row("1", null),
          Messages.tag("SELECT 1"),
          Messages.tag("BEGIN"),
          Messages.tag("COMMIT"),
          Messages.tag("ROLLBACK"),
          Messages.tag("PREPARE"),
          Messages.tag("DEALLOCATE ALL"),
          Messages.tag("DECLARE CURSOR"),
          new PortalSuspended(),
          new EmptyQueryResponse(),
          Messages.error("42601", "syntax error"),
          Messages.error("23503", "violates"),
          Messages.fatal("57P01", "terminating"),
          new NoticeResponse(List.of()),
          new NotificationResponse(1, "a", "b"),
          new ParameterStatus("client_encoding", "LATIN1"),
          new FunctionCallResponse(Optional.empty()),
          new CopyInResponse(Format.TEXT, List.of()),
          new CopyOutResponse(Format.BINARY, List.of(Format.BINARY)),
          new CopyBothResponse(Format.TEXT, List.of()),
          new CopyData(Bytes.ofHex("77000000")),
          new CopyDone(),
          new AuthenticationOk(),
          new AuthenticationSASL(List.of("SCRAM-SHA-256")),
          new BackendKeyData(1, Bytes.ofHex("00010203")),
          Messages.IDLE,
          Messages.IN_BLOCK,
          Messages.IN_FAILED);

  private static final List<Ending> ENDINGS =
      List.of(
          Ending.CLOSED_BY_CLIENT,
          Ending.CLOSED_BY_SERVER,
          Ending.RESET_BY_CLIENT,
          Ending.RESET_BY_SERVER,
          Ending.RECORDER_CLOSED);

  @Test
  void anyMessagesInAnyOrder() {
    for (int seed = 0; seed < CONVERSATIONS; seed++) {
      try {
        play(seed);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void play(int seed) {
    Random random = new Random(seed);
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    try (Window window = recorder.openWindow("fuzz")) {
      ConnectionRecorder connection = recorder.opened(ConnectionOrigin.of("a:1", "b:2"));
      long sent = begin(connection, random);
      int count = 1 + random.nextInt(LONGEST);
      for (int i = 0; i < count; i++) {
        sent += sendOne(connection, random);
      }
      if (random.nextBoolean()) {
        connection.closed(ENDINGS.get(random.nextInt(ENDINGS.size())), "");
      }
      check(window.recording(), sent, seed);
    }
  }

  private static void check(Recording recording, long sent, int seed) {
    assertThat(RecordingText.of(recording)).isNotEmpty();
    long framed = recording.messages().stream().mapToLong(m -> m.frame().size()).sum();
    LogView log = recording.snapshots().get(0).view();
    long underWay = log.pending(Direction.FRONTEND) + log.pending(Direction.BACKEND);
    assertThat(framed + underWay).isEqualTo(sent);
    long exchanged =
        recording.exchanges().stream()
            .flatMap(exchange -> exchange.messages().stream())
            .mapToInt(RecordedMessage::index)
            .distinct()
            .count();
    assertThat(exchanged).isEqualTo(recording.messages().size());
    TrackedExchanges.check(recording);
    if (seed % CHECKED == 0) {
      Checkpoints.check(recording);
    }
  }

  private static long begin(ConnectionRecorder connection, Random random) {
    if (random.nextInt(20) == 0) {
      return send(connection, Direction.FRONTEND, new SSLRequest());
    }
    StartupMessage startup =
        new StartupMessage(dev.postgreswire.message.ProtocolVersion.V3_0, List.of());
    long sent = send(connection, Direction.FRONTEND, startup);
    return random.nextInt(20) == 0
        ? sent
        : sent
            + send(connection, Direction.BACKEND, new AuthenticationOk())
            + send(connection, Direction.BACKEND, Messages.IDLE);
  }

  /** Mostly what is in the lists; now and then with a byte changed, but never of its length. */
  private static long sendOne(ConnectionRecorder connection, Random random) {
    boolean client = random.nextInt(5) < 2;
    List<Message> messages = client ? CLIENT : SERVER;
    Message message = messages.get(random.nextInt(messages.size()));
    byte[] bytes = MessageEncoder.encode(message, StandardCharsets.UTF_8).toByteArray();
    if (random.nextInt(15) == 0) {
      bytes[0] = (byte) random.nextInt(256);
    } else if (random.nextInt(15) == 0 && bytes.length > 5) {
      bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt(256);
    }
    Direction direction = client ? Direction.FRONTEND : Direction.BACKEND;
    connection.bytes(direction, ByteBuffer.wrap(bytes));
    return bytes.length;
  }

  private static long send(ConnectionRecorder connection, Direction direction, Message message) {
    Bytes bytes = MessageEncoder.encode(message, StandardCharsets.UTF_8);
    connection.bytes(direction, bytes.toByteBuffer());
    return bytes.length();
  }
}
