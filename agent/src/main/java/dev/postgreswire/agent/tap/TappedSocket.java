package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.boot.SocketHooks;
import java.nio.ByteBuffer;

/**
 * Puts what is written to and read from one socket into an order in which nothing comes before its
 * cause, and hands it to a {@link Stage} before the application sees the outcome.
 *
 * <p>How much of a write went out is known when it has returned. But where one thread writes and
 * another reads, the answer may be read before that, and the reader cannot wait: perhaps the write
 * will not end before he reads on. So whoever reads while a write is under way first takes all of
 * what is being written, as if it had been sent. What was not is left out of the next write, which
 * begins with it. Who wrote it the writer says later then.
 *
 * <p>Safe for use by several threads, of which one at a time writes and one reads.
 */
final class TappedSocket {
  private static final int LEAST_PIECE = 1 << 8;
  private static final int MOST_PIECE = 1 << 14;

  /** What a read returns when the other side says nothing more; it has other negative numbers. */
  private static final long END = -1;

  private static final byte[] NOTHING = {};

  private final SocketTap tap;
  private final Object socket;
  private final Memory outgoing = new Memory();
  private final Memory incoming = new Memory();
  private Stage stage;
  private byte[] piece = NOTHING;
  private boolean writing;

  /** How many bytes were taken that have not been sent yet. */
  private long ahead;

  /** How many bytes of the write under way were taken before it returned. */
  private long overtaken;

  private Throwable failure;
  private boolean over;

  TappedSocket(SocketTap tap, Object socket, Stage stage) {
    this.tap = tap;
    this.socket = socket;
    this.stage = stage;
  }

  /** A write begins. */
  synchronized void writing(int form, Object buffers, long at, int length) {
    outgoing.set(form, buffers, at, length);
    writing = true;
    if (!over) {
      try {
        stage.writing();
      } catch (Throwable e) {
        giveUp(e);
      }
    }
  }

  /** The write has ended; nobody touches its memory any more. */
  synchronized void written(long count, Throwable thrown) {
    try {
      writing = false;
      failed(thrown);
      if (count > 0 && !over) {
        if (ahead < count) {
          stage.author();
        }
        takeTo(count);
        ahead -= count;
      }
      tellLateAuthor();
    } catch (Throwable e) {
      giveUp(e);
    } finally {
      outgoing.clear();
    }
  }

  /** A read has ended. */
  synchronized void read(
      int form, Object buffers, long at, int length, long count, Throwable thrown) {
    if (over) {
      return; // closed by another thread, of which the read was told
    }
    try {
      failed(thrown);
      boolean heard = count > 0 || count == END;
      if (heard && writing) {
        overtake(outgoing.size());
      }
      if (count > 0) {
        incoming.set(form, buffers, at, length);
        receive(count);
      } else if (count == END && thrown == null) {
        stage.ended();
      }
    } catch (Throwable e) {
      giveUp(e);
    } finally {
      incoming.clear();
    }
  }

  /** All of a message is sent, or has been received. */
  synchronized void whole(ByteBuffer bytes, boolean sent) {
    int count = bytes.remaining();
    if (sent) {
      writing(SocketHooks.BUFFER, bytes, bytes.position(), count);
      written(count, null);
    } else {
      read(SocketHooks.BUFFER, bytes, bytes.position(), count, count, null);
    }
  }

  /** Bytes have been sent that cannot be seen. */
  synchronized void unseen(long count) {
    try {
      if (!over) {
        become(stage.unseen(count));
      }
    } catch (Throwable e) {
      giveUp(e);
    }
  }

  /** The socket is about to be closed. */
  synchronized void closing() {
    if (!over) {
      over = true;
      try {
        stage.closed(failure, ahead);
      } catch (Throwable e) {
        tap.failed(e);
      }
      piece = NOTHING;
    }
  }

  /** Takes a write that has not returned; its own thread is not the one that calls. */
  private void overtake(long size) {
    if (ahead < size) {
      stage.unknownAuthor();
      overtaken += size - ahead;
      takeTo(size);
    }
  }

  private void tellLateAuthor() {
    if (overtaken > 0 && !over) {
      stage.lateAuthor(overtaken);
    }
    overtaken = 0;
  }

  /** Takes the first {@code count} bytes of the write, save those that have been taken before. */
  private void takeTo(long count) {
    while (ahead < count) {
      int taken = outgoing.copy(ahead, piece(count - ahead), count - ahead);
      become(stage.sent(ByteBuffer.wrap(piece, 0, taken)));
      ahead += taken;
    }
  }

  private void receive(long count) {
    for (long taken = 0; taken < count; ) {
      int copied = incoming.copy(taken, piece(count - taken), count - taken);
      become(stage.received(ByteBuffer.wrap(piece, 0, copied)));
      taken += copied;
    }
  }

  private byte[] piece(long wanted) {
    if (piece.length < Math.min(wanted, MOST_PIECE)) {
      long size = Math.max(LEAST_PIECE, Long.highestOneBit(wanted) << 1);
      piece = new byte[(int) Math.min(size, MOST_PIECE)];
    }
    return piece;
  }

  private void become(Stage next) {
    if (next != stage) {
      stage = next;
      if (!next.isOfInterest()) {
        tap.pass(socket);
      }
    }
  }

  private void failed(Throwable thrown) {
    if (thrown != null && failure == null) {
      failure = thrown;
    }
  }

  /** We do not get on: the connection goes on without us. */
  synchronized void giveUp(Throwable cause) {
    over = true;
    tap.pass(socket);
    tap.failed(cause);
    try {
      stage.abandoned(cause);
    } catch (Throwable e) {
      tap.failed(e);
    }
  }
}
