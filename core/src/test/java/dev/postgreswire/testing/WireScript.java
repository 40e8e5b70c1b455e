package dev.postgreswire.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.BackendKeyData;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.ReadyForQuery;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.message.TransactionStatus;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Window;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a client and a server say to each other on one connection, without sockets. A script is
 * played whole, one byte at a time and in random pieces, and has to give the same recording each
 * time, and a stream has to tell the same.
 */
public final class WireScript {
  private static final int RANDOM_PLAYS = 5;

  private final List<Line> lines = new ArrayList<>();
  private Ending ending = Ending.OPEN;
  private Caller caller = Caller.UNKNOWN;

  /** Bytes of one side, and who wrote them. */
  private record Line(Direction direction, Bytes bytes, Caller caller) {}

  private WireScript() {}

  /** Begins an empty script. */
  public static WireScript script() {
    return new WireScript();
  }

  /** Begins a script of a session that is ready for queries: process 42, key 01020304. */
  public static WireScript session() {
    return session(new StartupParameter("user", "alice"), new StartupParameter("database", "shop"));
  }

  /** Begins a script of a session with these startup parameters. */
  public static WireScript session(StartupParameter... parameters) {
    return script()
        .client(new StartupMessage(ProtocolVersion.V3_0, List.of(parameters)))
        .server(
            new AuthenticationOk(),
            new ParameterStatus("server_version", "18.0"),
            new ParameterStatus("client_encoding", "UTF8"),
            new BackendKeyData(42, Bytes.ofHex("01020304")),
            new ReadyForQuery(TransactionStatus.IDLE));
  }

  /** The client sends messages. */
  public WireScript client(Message... messages) {
    return send(Direction.FRONTEND, messages);
  }

  /** The server sends messages. */
  public WireScript server(Message... messages) {
    return send(Direction.BACKEND, messages);
  }

  /** The client sends bytes. */
  public WireScript clientHex(String hex) {
    lines.add(new Line(Direction.FRONTEND, Bytes.ofHex(hex), caller));
    return this;
  }

  /** The server sends bytes. */
  public WireScript serverHex(String hex) {
    lines.add(new Line(Direction.BACKEND, Bytes.ofHex(hex), caller));
    return this;
  }

  /** Says who writes what the client sends from here on. */
  public WireScript by(String thread, String frame) {
    caller = new Caller(thread, frame);
    return this;
  }

  /** The connection ends. */
  public WireScript closed(Ending how) {
    ending = how;
    return this;
  }

  private WireScript send(Direction direction, Message... messages) {
    for (Message message : messages) {
      lines.add(
          new Line(direction, MessageEncoder.encode(message, StandardCharsets.UTF_8), caller));
    }
    return this;
  }

  /** Plays it in all ways and returns the recording. */
  public Recording play() {
    Recording whole = playOnce();
    if (Effort.IS_LITTLE) {
      return whole;
    }
    String expected = RecordingText.of(whole);
    assertThat(RecordingText.of(play(1, new Random(0)))).isEqualTo(expected);
    for (int seed = 1; seed <= RANDOM_PLAYS; seed++) {
      assertThat(RecordingText.of(play(32, new Random(seed)))).isEqualTo(expected);
    }
    return whole;
  }

  /** Plays it whole. */
  public Recording playOnce() {
    return play(Integer.MAX_VALUE, new Random(0));
  }

  /** Plays it in all ways and returns the only connection. */
  public RecordedConnection connection() {
    return play().connections().get(0);
  }

  private Recording play(int longest, Random random) {
    Recorder recorder = new Recorder(new RecorderOptions(1 << 26));
    try (Window window = recorder.openWindow("script")) {
      ConnectionOrigin origin = ConnectionOrigin.of("db.example:5432", "127.0.0.1:4711");
      Twins twins = new Twins(recorder);
      playOn(twins.opened(origin), longest, random);
      Recording recording = window.recording();
      twins.check();
      return recording;
    }
  }

  /** Plays it once, whole, as one more connection of {@code recorder}. */
  public void playOn(WireSink recorder) {
    playOn(recorder.opened(ConnectionOrigin.of("db.example:5432", "127.0.0.1:4711")));
  }

  /** Plays it once, whole, as what is said next on {@code connection}. */
  public void playOn(WireSink.Connection connection) {
    playOn(connection, Integer.MAX_VALUE, new Random(0));
  }

  private void playOn(WireSink.Connection connection, int longest, Random random) {
    long written = 0;
    for (Line line : lines) {
      if (line.direction() == Direction.FRONTEND) {
        connection.writtenBy(line.caller(), written);
        written += line.bytes().length();
      }
      int at = 0;
      while (at < line.bytes().length()) {
        int most = Math.min(longest, line.bytes().length() - at);
        int count = longest > 1 && longest < Integer.MAX_VALUE ? 1 + random.nextInt(most) : most;
        connection.bytes(line.direction(), line.bytes().slice(at, count).toByteBuffer());
        at += count;
      }
    }
    if (ending != Ending.OPEN) {
      connection.closed(ending, "");
    }
  }
}
