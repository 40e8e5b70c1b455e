package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.FrameDecoder;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.FrameSink;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The frames of one connection: those that can be read, and the records of a TLS session that is
 * decrypted.
 *
 * <p>Not safe for use by several threads; its {@link ConnectionRecorder} locks.
 */
final class ConnectionLog implements ReadableFrames {
  /** Of records it is not said who wrote them, but of the messages within. */
  private static final Writers NOBODY = new Writers();

  private final MemoryBudget budget;
  private final MessageLog readable;
  private final TlsLayer tls;

  /** {@link #NOBODY} until somebody says something. */
  private Writers writers = NOBODY;

  /** Null once the connection is over, and nothing more expected. */
  private FrameDecoder decoder;

  /** Null while there are no records. */
  private MessageLog ciphertext;

  private long fromClient;
  private long fromServer;
  private long waiting;
  private long missing;

  /**
   * Creates an empty one.
   *
   * @param decryptors null when TLS sessions are kept as they are
   * @param partial whether the beginning of the connection was not seen
   */
  ConnectionLog(MemoryBudget budget, TlsDecryptor.Source decryptors, boolean partial) {
    this.budget = budget;
    this.readable = new MessageLog(budget);
    this.tls = decryptors == null ? null : new TlsLayer(decryptors, this);
    this.decoder = partial ? FrameDecoder.midStream(sink()) : new FrameDecoder(sink());
  }

  private FrameSink sink() {
    return tls == null ? readable : tls;
  }

  private FrameDecoder decoder() {
    if (decoder == null) {
      decoder = FrameDecoder.midStream(sink()); // it was not over
    }
    return decoder;
  }

  /** Takes what {@code direction} sent, {@code nanos} after the recorder began. */
  void append(Direction direction, ByteBuffer buffer, long nanos) {
    setTime(nanos);
    if (direction == Direction.FRONTEND) {
      fromClient += buffer.remaining();
    } else {
      fromServer += buffer.remaining();
    }
    decoder().feed(direction, buffer);
  }

  /** Takes what {@code direction} said within TLS, from somebody who can read it. */
  void plaintext(Direction direction, ByteBuffer buffer, long nanos) {
    if (tls != null) {
      setTime(nanos);
      tls.plaintext(direction, buffer);
    }
  }

  /** {@code direction} has ended: a frame under way will not be completed. */
  void finish(Direction direction, long nanos) {
    setTime(nanos);
    decoder().finish(direction);
    if (tls != null) {
      tls.ended(direction);
    }
  }

  /**
   * Bytes of {@code direction} are missing.
   *
   * @param count how many, or -1 when nobody knows
   * @return whether they lie within one frame, which says so
   */
  boolean gap(Direction direction, long count, long nanos) {
    setTime(nanos);
    boolean withinFrame = decoder().gap(direction, count);
    if (!withinFrame && direction == Direction.FRONTEND && count > 0) {
      missing(count);
    }
    return withinFrame;
  }

  /** The connection is over: gives back what was kept for more. */
  void shrink() {
    decoder = null;
    readable.shrink();
    if (ciphertext != null) {
      ciphertext.shrink();
    }
  }

  private void missing(long count) {
    if (tls == null) {
      missing += count;
      onWire(readable.framed(Direction.FRONTEND) + missing);
    } else {
      tls.missing(count);
    }
  }

  /** {@code caller} wrote the client's bytes from number {@code from} on the wire on. */
  void writtenBy(Caller caller, long from) {
    forWriters(all -> all.writtenBy(caller, from));
  }

  private void forWriters(Consumer<Writers> change) {
    writers = writers == NOBODY ? new Writers() : writers;
    long before = writers.memory();
    change.accept(writers);
    budget.take(writers.memory() - before);
  }

  private void setTime(long nanos) {
    if (tls == null) {
      readable.at(nanos, false);
    } else {
      tls.at(nanos);
    }
  }

  /** Decrypts what waits, as far as the secrets have come by now. */
  void retry() {
    if (tls != null) {
      tls.retry();
    }
  }

  /** Makes room: where more than {@code most} bytes wait for a secret, they do so no longer. */
  void giveUpWaiting(long most) {
    if (waiting > most) {
      tls.giveUp("the memory limit was reached before its secret came");
    }
  }

  /** Returns the frames that can be read; the records that wait are not among them. */
  LogView readable() {
    ByteCounts held = new ByteCounts(held(Direction.FRONTEND), held(Direction.BACKEND));
    return readable.view(bytes(), held, writers.view());
  }

  /** Returns the complete frames for somebody who holds the lock meanwhile, and keeps nothing. */
  LogView look() {
    return readable.look(NOBODY);
  }

  /** Returns the frames that can be read, and after them the records that wait. */
  LogView view() {
    return waiting == 0
        ? readable()
        : readable().followedBy(records(), ciphertext.end() - tls.waiting());
  }

  private ByteCounts bytes() {
    return new ByteCounts(fromClient, fromServer);
  }

  /** Returns the TLS session, if there is one and somebody tries to decrypt it. */
  Optional<TlsFacts> tls() {
    return tls == null
        ? Optional.empty()
        : tls.session()
            .map(session -> new TlsFacts(session, tls.agreedAt(), tls.secrets(), records()));
  }

  private LogView records() {
    ByteCounts held = new ByteCounts(heldOnWire(Direction.FRONTEND), heldOnWire(Direction.BACKEND));
    MessageLog log = ciphertext == null ? new MessageLog(budget) : ciphertext;
    return log.view(bytes(), held, NOBODY);
  }

  private long heldOnWire(Direction direction) {
    return (decoder == null ? 0 : decoder.heldBytes(direction))
        + (tls == null ? 0 : tls.heldOnWire(direction));
  }

  private long held(Direction direction) {
    long inner = tls == null ? 0 : tls.heldInside(direction);
    return heldOnWire(direction) + inner + readable.underWay(direction);
  }

  /** Returns the number of the next frame that can be read. */
  int end() {
    return readable.end();
  }

  int first() {
    return readable.first();
  }

  /** Returns when the first message that is there was complete. */
  long oldestNanos() {
    return readable.oldestNanos();
  }

  /** Forgets the frames before {@code number}, and the records that came before it. */
  void forgetBefore(int number) {
    forgetWriters(readable.framedBefore(number, Direction.FRONTEND));
    readable.forgetBefore(number);
    if (ciphertext != null && ciphertext.end() > ciphertext.first()) {
      LogView records = records();
      long from = number < readable.end() ? readable().nanos(number) : Long.MAX_VALUE;
      int keep = records.first();
      while (keep < records.end() - tls.waiting() && records.nanos(keep) < from) {
        keep++;
      }
      ciphertext.forgetBefore(keep);
    }
  }

  private void forgetWriters(long before) {
    budget.give(writers.memory());
    writers.forgetBefore(before);
    budget.take(writers.memory());
  }

  /** Gives all memory back; views that were handed out live on. */
  void release() {
    budget.give(writers.memory());
    readable.release();
    if (ciphertext != null) {
      ciphertext.release();
    }
    if (tls != null) {
      budget.give(waiting);
      waiting = 0;
      tls.close();
    }
  }

  /** Returns the number of the oldest store that can be cut, or {@code Long.MAX_VALUE}. */
  long oldestStore(boolean alsoProtected) {
    return oldest(alsoProtected).trimmer().oldest(alsoProtected);
  }

  /** Returns whether anything waits, or can be cut. */
  boolean canBeCut() {
    return waiting > 0
        || oldestStore(false) != Long.MAX_VALUE
        || oldestStore(true) != Long.MAX_VALUE;
  }

  /** Cuts the bodies in the oldest store; those that are needed only when asked. */
  void cutOldest(boolean alsoProtected) {
    oldest(alsoProtected).trimmer().cutOldest(alsoProtected);
  }

  private MessageLog oldest(boolean alsoProtected) {
    boolean older =
        ciphertext != null
            && ciphertext.trimmer().oldest(alsoProtected)
                < readable.trimmer().oldest(alsoProtected);
    return older ? ciphertext : readable;
  }

  /** Cuts the large frames under way to their beginnings, and keeps no more of them. */
  void cutOpenFrames() {
    readable.cutOpenFrames();
  }

  @Override
  public void at(long nanos, boolean deciphered) {
    readable.at(nanos, deciphered);
  }

  @Override
  public void onWire(long wire) {
    long position = readable.framed(Direction.FRONTEND);
    if (writers != NOBODY || wire != position) {
      forWriters(all -> all.onWire(position, wire));
    }
  }

  @Override
  public void record(Direction direction, Bytes record, long size, long nanos) {
    if (ciphertext == null) {
      ciphertext = new MessageLog(budget);
    }
    ciphertext.at(nanos, true);
    ciphertext.begin(direction, FrameKind.TLS_RECORD, size, "");
    ciphertext.data(direction, record.toByteBuffer());
    if (record.length() == size) {
      ciphertext.end(direction);
    } else {
      ciphertext.broken(direction, "ended after " + record.length() + " of " + size + " bytes");
    }
  }

  @Override
  public void waiting(long more) {
    waiting += more;
    budget.take(more);
  }

  @Override
  public void begin(Direction direction, FrameKind kind, long size, String fault) {
    readable.begin(direction, kind, size, fault);
  }

  @Override
  public void data(Direction direction, ByteBuffer data) {
    readable.data(direction, data);
  }

  @Override
  public void messages(Direction direction, ByteBuffer bytes) {
    readable.messages(direction, bytes);
  }

  @Override
  public void gap(Direction direction, long count, String fault) {
    readable.gap(direction, count, fault);
  }

  @Override
  public void end(Direction direction) {
    readable.end(direction);
  }

  @Override
  public void broken(Direction direction, String fault) {
    readable.broken(direction, fault);
  }
}
