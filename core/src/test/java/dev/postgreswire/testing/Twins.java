package dev.postgreswire.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.recording.TlsDecryptor;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recorder and a stream that are told the same. What the stream tells its listener has to be what
 * the recorder has recorded.
 */
public final class Twins implements WireSink {
  private final Recorder recorder;
  private final Map<Integer, Twin> open = new LinkedHashMap<>();
  private final Map<Integer, Map<Integer, String>> streamed = new TreeMap<>();
  private final RecordingStream stream;

  /** Creates a twin of {@code recorder}, which has no connections yet and an open window. */
  public Twins(Recorder recorder) {
    this(recorder, null);
  }

  /** Creates a twin of a recorder that decrypts. */
  public Twins(Recorder recorder, TlsDecryptor.Source decryptors) {
    this.recorder = recorder;
    this.stream =
        new RecordingStream(
            new RecordingListener() {
              @Override
              public void message(RecordedMessage message) {
                streamed
                    .computeIfAbsent(message.connectionId(), id -> new TreeMap<>())
                    .put(message.index(), text(message));
              }
            },
            decryptors);
  }

  @Override
  public Connection opened(ConnectionOrigin origin, Instant time) {
    Twin twin = new Twin(recorder.opened(origin, time), stream.opened(origin, time));
    open.put(twin.id(), twin);
    return twin;
  }

  @Override
  public void secret(TlsSecret secret) {
    recorder.secret(secret);
    stream.secret(secret);
  }

  /** Ends what is open, and compares. */
  public void check() {
    for (Twin twin : List.copyOf(open.values())) {
      twin.ended(Direction.FRONTEND);
      twin.ended(Direction.BACKEND);
    }
    stream.finish();
    Map<Integer, Map<Integer, String>> recorded = new TreeMap<>();
    for (RecordedMessage message : recorder.recording().messages()) {
      recorded
          .computeIfAbsent(message.connectionId(), id -> new TreeMap<>())
          .put(message.index(), text(message));
    }
    assertThat(streamed).isEqualTo(recorded);
  }

  /** All that a message says save its time. */
  private static String text(RecordedMessage message) {
    return message
        + " "
        + message.phase()
        + " "
        + message.frame()
        + " "
        + message.fields()
        + " "
        + message.caller()
        + " "
        + text(message.context());
  }

  private static List<Object> text(DecodingContext context) {
    List<Object> all = new ArrayList<>();
    all.add(context.charset());
    all.add(context.answerDue());
    all.add(context.requestedVersion());
    all.add(context.version());
    all.add(context.serverMajor());
    all.add(context.authenticationCode());
    all.add(context.saslMechanism());
    all.add(context.saslBegun());
    all.add(context.inCopyIn());
    all.add(context.inCopyOut());
    all.add(context.inCopyBoth());
    all.add(context.isCopyBinary());
    all.add(context.isReplication());
    all.add(context.inBaseBackup());
    all.add(context.replicationStart());
    all.add(context.isPgoutput());
    all.add(context.inStream());
    return all;
  }

  private final class Twin implements Connection {
    private final Connection recorded;
    private final Connection streaming;

    Twin(Connection recorded, Connection streaming) {
      this.recorded = recorded;
      this.streaming = streaming;
      assertThat(streaming.id()).isEqualTo(recorded.id());
    }

    @Override
    public int id() {
      return recorded.id();
    }

    @Override
    public void bytes(Direction direction, ByteBuffer bytes, Instant time) {
      recorded.bytes(direction, bytes.duplicate(), time);
      streaming.bytes(direction, bytes, time);
      assertThat(bytes.hasRemaining()).isFalse();
    }

    @Override
    public void writtenBy(Caller caller, long from) {
      recorded.writtenBy(caller, from);
      streaming.writtenBy(caller, from);
    }

    @Override
    public void gap(Direction direction, long count, Instant time) {
      recorded.gap(direction, count, time);
      streaming.gap(direction, count, time);
    }

    @Override
    public void ended(Direction direction, Instant time) {
      recorded.ended(direction, time);
      streaming.ended(direction, time);
    }

    @Override
    public void closed(Ending how, String detail, Instant time) {
      open.remove(id());
      recorded.closed(how, detail, time);
      streaming.closed(how, detail, time);
    }

    @Override
    public void note(String text, Instant time) {
      recorded.note(text, time);
      streaming.note(text, time);
    }
  }
}
