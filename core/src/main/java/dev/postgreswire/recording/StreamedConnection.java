package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.TlsRecord;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameDecoder;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.FrameSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** One connection of a {@link RecordingStream}, whose lock guards it. */
final class StreamedConnection implements WireSink.Connection {
  private final RecordingStream stream;
  private final int id;
  private final Instant openedAt;
  private final FrameDecoder decoder;
  private final FrameAssembler assembler;
  private final TlsLayer tls;
  private final FrameReader reader = FrameReader.begin();
  private final Set<Direction> deciphered = EnumSet.noneOf(Direction.class);
  private ByteCounts bytes = ByteCounts.NONE;
  private long waiting;
  private long missing;
  private TlsTracker tracker;
  private boolean negotiated;
  private boolean agreed;
  private boolean terminated;
  private Closing closing;

  /** How it ended, and whether somebody has waited in vain since for it to be decrypted. */
  private record Closing(Ending how, String detail, Instant time, boolean waitedFor) {}

  StreamedConnection(
      RecordingStream stream,
      int id,
      Instant openedAt,
      boolean partial,
      TlsDecryptor.Source decryptors) {
    this.stream = stream;
    this.id = id;
    this.openedAt = openedAt;
    this.assembler = new FrameAssembler(this::take, this::waiting);
    this.tls = decryptors == null ? null : new TlsLayer(decryptors, assembler);
    FrameSink sink = tls == null ? assembler : tls;
    this.decoder = partial ? FrameDecoder.midStream(sink) : new FrameDecoder(sink);
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
          if (!decoder.gap(direction, count) && direction == Direction.FRONTEND && count > 0) {
            missing(count);
          }
        });
  }

  private void missing(long count) {
    if (tls == null) {
      missing += count;
      assembler.onWire(assembler.framed(Direction.FRONTEND) + missing);
    } else {
      tls.missing(count);
    }
  }

  @Override
  public void writtenBy(Caller caller, long from) {
    synchronized (stream) {
      assembler.writtenBy(caller, from);
    }
  }

  @Override
  public void ended(Direction direction, Instant time) {
    at(time, () -> end(direction));
  }

  @Override
  public void note(String text, Instant time) {
    at(time, () -> stream.tell(to -> to.note(id, time, text)));
  }

  @Override
  public void closed(Ending how, String detail, Instant time) {
    if (how != Ending.OPEN) {
      at(
          time,
          () -> {
            end(Direction.FRONTEND);
            end(Direction.BACKEND);
            closing = new Closing(how, detail, time, false);
            settle();
          });
    }
  }

  /** Does what a source asks for, unless the connection is over. */
  private void at(Instant time, Runnable event) {
    synchronized (stream) {
      if (closing == null) {
        setTime(time);
        event.run();
      }
    }
  }

  private void setTime(Instant time) {
    long nanos = nanosSinceOpened(time);
    if (tls == null) {
      assembler.at(nanos, false);
    } else {
      tls.at(nanos);
    }
  }

  private long nanosSinceOpened(Instant time) {
    try {
      return Duration.between(openedAt, time).toNanos();
    } catch (ArithmeticException e) {
      return 0; // centuries away: somebody made that up
    }
  }

  private void end(Direction direction) {
    decoder.finish(direction);
    if (tls != null) {
      tls.ended(direction);
    }
  }

  /** A secret may have come for what waits. */
  void retry() {
    if (tls != null) {
      tls.retry();
      settle();
    }
  }

  /** What waits since the connection was closed does so no longer, if this is said twice. */
  void hurry() {
    if (closing != null && waiting > 0) {
      if (closing.waitedFor()) {
        giveUp();
      } else {
        closing = new Closing(closing.how(), closing.detail(), closing.time(), true);
      }
    }
  }

  /** What waits for a secret is told as it is. */
  void giveUp() {
    if (tls != null) {
      tls.giveUpWaiting();
      settle();
    }
  }

  /** No more bytes come, from either side. */
  void finish() {
    end(Direction.FRONTEND);
    end(Direction.BACKEND);
    giveUp();
    tellSession();
    forgetSession();
  }

  private void forgetSession() {
    if (tls != null) {
      tls.close();
    }
  }

  long waiting() {
    return waiting;
  }

  private void waiting(long more) {
    waiting += more;
    stream.waiting(more);
  }

  /** The end is told when all has been told that came before it. */
  private void settle() {
    if (closing != null && waiting == 0 && stream.remove(this)) {
      tellSession();
      stream.tell(
          to ->
              to.closed(
                  new RecordingListener.ConnectionClosed(
                      id,
                      closing.time(),
                      closing.how().given(terminated),
                      closing.detail(),
                      bytes.frontend(),
                      bytes.backend())));
      forgetSession();
    }
  }

  private void take(int index, Frame frame, long nanos, boolean isDeciphered, Caller caller) {
    Instant time = openedAt.plusNanos(nanos);
    if (isDeciphered) {
      tellSession();
      tellSecrets(frame.direction());
    }
    DecodingContext context = reader.context();
    Message message = reader.read(frame);
    RecordedMessage recorded =
        new RecordedMessage(id, index, time, reader.phase(), frame, context, caller);
    stream.tell(to -> to.message(recorded));
    reader
        .note()
        .ifPresent(note -> stream.tell(to -> to.note(id, time, "#" + index + ": " + note)));
    terminated |= frame.direction() == Direction.FRONTEND && frame.type() == 'X';
    negotiated |= frame.kind() == FrameKind.STARTUP;
    if (frame.kind() == FrameKind.TLS_RECORD && tls == null) {
      follow(frame, message, nanos);
    }
  }

  private void follow(Frame frame, Message message, long nanos) {
    if (tracker == null) {
      tracker = new TlsTracker(!negotiated);
    }
    TlsRecord record = message instanceof TlsRecord r ? r : null;
    tracker.take(frame.direction(), frame.size(), record, nanos);
    if (tracker.hasBothHellos()) {
      tell(tracker.facts(), nanos);
    }
  }

  /** Tells of the session that is decrypted, or was tried to, as soon as more is known of it. */
  private void tellSession() {
    if (tls != null) {
      tls.agreedAt().ifPresent(nanos -> tell(tls.session().orElseThrow(), nanos));
    }
  }

  private void tell(TlsSession session, long nanos) {
    if (!agreed && session.version().isPresent()) {
      agreed = true;
      stream.tell(to -> to.tls(id, openedAt.plusNanos(nanos), session));
    }
  }

  /** By the first message of each direction all secrets have been used that there are. */
  private void tellSecrets(Direction direction) {
    if (deciphered.add(direction)) {
      tls.secrets().forEach(stream::tellSecret);
    }
  }
}
