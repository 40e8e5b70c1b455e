package dev.postgreswire.recording;

import dev.postgreswire.message.DecodingContext;
import dev.postgreswire.message.MessageDecoder;
import dev.postgreswire.message.TlsRecord;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameDecoder;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.FrameSink;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stands between the frames on the wire and those that can be read: passes all on as they are but
 * the records of a TLS session, in which it looks for the frames inside.
 *
 * <p>Records of both sides are read in the order in which they came. While a secret is missing they
 * wait. Once it is clear that one cannot be read, it and all after it are passed on as they are.
 */
final class TlsLayer implements FrameSink {
  /** The records' content comes from elsewhere. */
  private static final TlsDecryptor READ_ELSEWHERE =
      (direction, tlsRecord) -> new TlsDecryptor.Plaintext(Bytes.EMPTY);

  private static final Deque<Draft> NOTHING = new ArrayDeque<>(1);

  private final TlsDecryptor.Source decryptors;
  private final ReadableFrames out;

  /** Empty maps and queues that nobody adds to: most connections are not encrypted. */
  private Map<Direction, Draft> open = Map.of();

  private Deque<Draft> waiting = NOTHING;
  private FrameDecoder inner;
  private boolean clientEnded;
  private boolean serverEnded;
  private TlsDecryptor decryptor;
  private TlsTracker tracker;
  private boolean negotiated;
  private boolean opaque;
  private boolean decrypted;
  private String undecryptable = "";
  private long now;

  /** How many bytes the client has sent on the wire, missing ones included. */
  private long clientOnWire;

  /** A record under way, or waiting. */
  private static final class Draft {
    final Direction direction;
    final long size;
    final long wire;
    long nanos;
    String fault = "";
    private final byte[] bytes;
    private int received;
    private long missing;

    Draft(Direction direction, long size, long wire) {
      this.direction = direction;
      this.size = size;
      this.wire = wire;
      this.bytes = new byte[(int) size];
    }

    void append(ByteBuffer data) {
      int count = data.remaining();
      if (missing > 0) {
        missing += count; // no part of the first bytes
      } else {
        data.get(bytes, received, count);
        received += count;
      }
    }

    void gap(long count, String why) {
      missing += count;
      fault = why;
    }

    Bytes record() {
      return Bytes.wrap(bytes, 0, received);
    }
  }

  TlsLayer(TlsDecryptor.Source decryptors, ReadableFrames out) {
    this.decryptors = decryptors;
    this.out = out;
  }

  private FrameDecoder inner() {
    if (inner == null) {
      inner = new FrameDecoder(out);
    }
    return inner;
  }

  /** Says when the frames that come next did. */
  void at(long nanos) {
    now = nanos;
    out.at(nanos, false);
  }

  /** Bytes of the client are missing that lie within no frame. */
  void missing(long count) {
    clientOnWire += count;
    out.onWire(clientOnWire);
  }

  /** Returns what is known of the session; empty while there is none. */
  Optional<TlsSession> session() {
    return Optional.ofNullable(tracker)
        .map(
            hellos ->
                hellos.facts(
                    decryptor.alpn(),
                    decrypted,
                    undecryptable.isEmpty() ? Optional.empty() : Optional.of(undecryptable)));
  }

  /** Returns when both hellos had come; empty before. */
  Optional<Long> agreedAt() {
    return Optional.ofNullable(tracker).filter(TlsTracker::hasBothHellos).map(TlsTracker::agreedAt);
  }

  /** Returns the secrets of the session, as far as they are known. */
  List<TlsSecret> secrets() {
    return tracker == null ? List.of() : decryptor.secrets();
  }

  /** Nobody asks about the session any more. */
  void close() {
    if (tracker != null) {
      decryptor.close();
    }
  }

  /** Returns how many records wait for a secret. */
  int waiting() {
    return waiting.size();
  }

  /** Returns how many bytes of {@code direction} wait for the rest of a record. */
  long heldOnWire(Direction direction) {
    Draft draft = open.get(direction);
    return draft == null ? 0 : draft.received;
  }

  /** Returns how many bytes of {@code direction} wait for the rest of a message's header. */
  long heldInside(Direction direction) {
    return inner == null ? 0 : inner.heldBytes(direction);
  }

  /** Reads as many records as can be read by now. */
  void retry() {
    while (!waiting.isEmpty() && !opaque) {
      Draft next = waiting.peek();
      TlsDecryptor.Outcome outcome = offer(next);
      if (outcome instanceof TlsDecryptor.Waiting missing) {
        undecryptable = missing.missing();
        return;
      }
      if (outcome instanceof TlsDecryptor.Undecryptable never) {
        giveUp(never.reason());
        return;
      }
      undecryptable = "";
      forgetFirst();
      deciphered(next, ((TlsDecryptor.Plaintext) outcome).data());
    }
    if (waiting.isEmpty() && !opaque) {
      finishInner(clientEnded, serverEnded);
    }
  }

  /** Takes what {@code direction} said within the session, from somebody who can read it. */
  void plaintext(Direction direction, ByteBuffer data) {
    if (tracker == null || opaque) {
      return; // there is no session, or what it says was given up already
    }
    if (decryptor != READ_ELSEWHERE) {
      decryptor.close();
      decryptor = READ_ELSEWHERE;
      retry();
    }
    decrypted = true;
    out.at(now, true);
    inner().feed(direction, data);
    out.at(now, false);
  }

  private TlsDecryptor.Outcome offer(Draft draft) {
    if (!draft.fault.isEmpty()) {
      return new TlsDecryptor.Undecryptable("a record is not whole: " + draft.fault);
    }
    try {
      return decryptor.take(draft.direction, draft.record());
    } catch (RuntimeException e) {
      return new TlsDecryptor.Undecryptable("decrypting failed: " + e); // never into the source
    }
  }

  private void deciphered(Draft draft, Bytes data) {
    if (!data.isEmpty()) {
      decrypted = true;
      out.at(draft.nanos, true);
      onWire(draft.direction, draft.wire);
      inner().feed(draft.direction, data.toByteBuffer());
      out.at(now, false);
    }
  }

  private void onWire(Direction direction, long wire) {
    if (direction == Direction.FRONTEND) {
      out.onWire(wire);
    }
  }

  private void forgetFirst() {
    out.waiting(-waiting.remove().size);
  }

  /** Records that wait for a secret are passed on as they are, and all after them. */
  void giveUpWaiting() {
    if (!waiting.isEmpty()) {
      giveUp(undecryptable);
    }
  }

  /** From here on records are passed on as they are, first of all those that wait. */
  void giveUp(String reason) {
    if (opaque) {
      return;
    }
    opaque = true;
    undecryptable = reason;
    finishInner(true, true);
    while (!waiting.isEmpty()) {
      Draft draft = waiting.peek();
      forgetFirst();
      out.at(draft.nanos, true);
      pass(draft);
    }
    out.at(now, false);
  }

  private void finishInner(boolean ofClient, boolean ofServer) {
    if (inner == null) {
      return; // nothing has been read
    }
    out.at(now, true);
    if (ofClient) {
      inner.finish(Direction.FRONTEND);
    }
    if (ofServer) {
      inner.finish(Direction.BACKEND);
    }
    out.at(now, false);
  }

  private void pass(Draft draft) {
    onWire(draft.direction, draft.wire);
    out.begin(draft.direction, FrameKind.TLS_RECORD, draft.size, "");
    out.data(draft.direction, draft.record().toByteBuffer());
    if (draft.missing > 0) {
      out.gap(draft.direction, draft.missing, draft.fault);
      out.end(draft.direction);
    } else if (draft.fault.isEmpty()) {
      out.end(draft.direction);
    } else {
      out.broken(draft.direction, draft.fault);
    }
  }

  /** {@code direction} sends nothing more. */
  void ended(Direction direction) {
    clientEnded |= direction == Direction.FRONTEND;
    serverEnded |= direction == Direction.BACKEND;
    retry();
  }

  @Override
  public void begin(Direction direction, FrameKind kind, long size, String fault) {
    negotiated |= kind == FrameKind.STARTUP;
    if (kind == FrameKind.TLS_RECORD) {
      if (tracker == null && open.isEmpty()) {
        open = new EnumMap<>(Direction.class);
      }
      open.put(direction, new Draft(direction, size, clientOnWire));
      return;
    }
    if (tracker != null && kind == FrameKind.UNFRAMED) {
      giveUp(fault);
    }
    onWire(direction, clientOnWire);
    out.begin(direction, kind, size, fault);
  }

  @Override
  public void data(Direction direction, ByteBuffer bytes) {
    clientOnWire += direction == Direction.FRONTEND ? bytes.remaining() : 0;
    Draft draft = open.get(direction);
    if (draft == null) {
      out.data(direction, bytes);
      return;
    }
    draft.append(bytes);
  }

  @Override
  public void messages(Direction direction, ByteBuffer bytes) {
    onWire(direction, clientOnWire); // of the first, and so of all
    clientOnWire += direction == Direction.FRONTEND ? bytes.remaining() : 0;
    out.messages(direction, bytes);
  }

  @Override
  public void gap(Direction direction, long count, String fault) {
    clientOnWire += direction == Direction.FRONTEND ? count : 0;
    Draft draft = open.get(direction);
    if (draft == null) {
      out.gap(direction, count, fault);
    } else {
      draft.gap(count, fault);
    }
  }

  @Override
  public void end(Direction direction) {
    Draft draft = open.isEmpty() ? null : open.remove(direction);
    if (draft == null) {
      out.end(direction);
    } else {
      complete(draft);
    }
  }

  @Override
  public void broken(Direction direction, String fault) {
    Draft draft = open.isEmpty() ? null : open.remove(direction);
    if (draft == null) {
      out.broken(direction, fault);
    } else {
      draft.fault = fault;
      complete(draft);
    }
  }

  private void complete(Draft draft) {
    draft.nanos = now;
    follow(draft);
    if (opaque) {
      pass(draft);
      return;
    }
    out.record(draft.direction, draft.record(), draft.size, now);
    if (waiting == NOTHING) {
      waiting = new ArrayDeque<>();
    }
    waiting.add(draft);
    out.waiting(draft.size);
    retry();
  }

  private void follow(Draft draft) {
    if (tracker == null) {
      tracker = new TlsTracker(!negotiated);
      decryptor = decryptors.begin();
    }
    Frame frame =
        new Frame(draft.direction, FrameKind.TLS_RECORD, 0, draft.received, draft.record(), "");
    TlsRecord record =
        !tracker.hasBothHellos()
                && MessageDecoder.decode(frame, DecodingContext.initial()) instanceof TlsRecord r
            ? r
            : null;
    tracker.take(draft.direction, draft.received, record, now);
  }
}
