package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.TlsRecord;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameDecoder;
import dev.postgreswire.wire.FrameKind;
import java.nio.ByteBuffer;
import java.time.Instant;

/** One connection of a {@link RecordingStream}, whose lock guards it. */
final class StreamedConnection implements WireSink.Connection {
  private final RecordingStream stream;
  private final int id;
  private final FrameDecoder decoder = new FrameDecoder(new FrameAssembler(this::take));
  private final FrameReader reader = FrameReader.begin();
  private ByteCounts bytes = ByteCounts.NONE;
  private TlsTracker tls;
  private boolean negotiated;
  private boolean agreed;
  private boolean terminated;
  private boolean over;
  private Instant now = Instant.EPOCH;

  StreamedConnection(RecordingStream stream, int id) {
    this.stream = stream;
    this.id = id;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public void bytes(Direction direction, ByteBuffer buffer, Instant time) {
    at(
        time,
        () -> {
          bytes = bytes.plus(direction, buffer.remaining());
          stream.tell(to -> to.wire(id, time, direction, buffer.asReadOnlyBuffer()));
          decoder.feed(direction, buffer);
        });
  }

  @Override
  public void gap(Direction direction, long count, Instant time) {
    at(
        time,
        () -> {
          stream.tell(to -> to.gap(id, time, direction, count));
          decoder.gap(direction, count);
        });
  }

  @Override
  public void ended(Direction direction, Instant time) {
    at(time, () -> decoder.finish(direction));
  }

  @Override
  public void note(String text, Instant time) {
    at(time, () -> stream.tell(to -> to.note(id, time, text)));
  }

  @Override
  public void closed(Ending how, String detail, Instant time) {
    if (how == Ending.OPEN) {
      return;
    }
    at(
        time,
        () -> {
          finish();
          over = true;
          stream.closed(this);
          stream.tell(to -> to.closed(closing(how, detail)));
        });
  }

  private RecordingListener.ConnectionClosed closing(Ending how, String detail) {
    return new RecordingListener.ConnectionClosed(
        id, now, how.given(terminated), detail, bytes.frontend(), bytes.backend());
  }

  /** No more bytes come, from either side. */
  void finish() {
    decoder.finish(Direction.FRONTEND);
    decoder.finish(Direction.BACKEND);
  }

  /** Does what a source asks for, unless the connection is over. */
  private void at(Instant time, Runnable event) {
    synchronized (stream) {
      if (!over) {
        now = time;
        event.run();
      }
    }
  }

  private void take(int index, Frame frame) {
    DecodingContext context = reader.context();
    Message message = reader.read(frame);
    RecordedMessage recorded = new RecordedMessage(id, index, now, reader.phase(), frame, context);
    stream.tell(to -> to.message(recorded));
    reader.note().ifPresent(note -> stream.tell(to -> to.note(id, now, "#" + index + ": " + note)));
    terminated |= frame.direction() == Direction.FRONTEND && frame.type() == 'X';
    negotiated |= frame.kind() == FrameKind.STARTUP;
    if (frame.kind() == FrameKind.TLS_RECORD) {
      follow(frame, message);
    }
  }

  private void follow(Frame frame, Message message) {
    if (tls == null) {
      tls = new TlsTracker(!negotiated);
    }
    tls.take(frame.direction(), frame.size(), message instanceof TlsRecord record ? record : null);
    TlsSession session = tls.facts();
    if (!agreed && tls.hasBothHellos() && session.version().isPresent()) {
      agreed = true;
      stream.tell(to -> to.tls(id, now, session));
    }
  }
}
