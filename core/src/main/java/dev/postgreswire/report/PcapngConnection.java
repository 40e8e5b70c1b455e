package dev.postgreswire.report;

import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordingListener.ConnectionClosed;
import dev.postgreswire.recording.RecordingListener.ConnectionOpened;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/** One connection of a {@link Pcapng}: gathers bytes of one moment and direction into packets. */
final class PcapngConnection implements MaskedWire.Out {
  private final TcpConnection tcp;
  private final TlsSecrets secrets;
  private final boolean unsafe;
  private MaskedWire masked;
  private boolean heard;
  private final byte[] packet = new byte[TcpSide.LONGEST_SEGMENT];
  private final StringBuilder comment = new StringBuilder();
  private int size;
  private Direction sender = Direction.FRONTEND;
  private Instant sent;
  private Instant now;

  PcapngConnection(
      PcapngBlocks blocks, TlsSecrets secrets, ConnectionOpened opened, boolean unsafe) {
    this.tcp = new TcpConnection(blocks, opened);
    this.secrets = secrets;
    this.unsafe = unsafe;
    this.masked = new MaskedWire(this, !unsafe, opened.origin().partial());
    this.now = opened.time();
    this.sent = now;
  }

  TcpConnection tcp() {
    return tcp;
  }

  void wire(Instant time, Direction direction, ByteBuffer buffer) throws IOException {
    now = time;
    heard = true;
    if (size > 0 && (sender != direction || !sent.equals(time))) {
      flush();
    }
    try {
      masked.feed(direction, buffer);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void bytes(Direction direction, ByteBuffer bytes) {
    try {
      append(direction, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(Direction direction, ByteBuffer bytes) throws IOException {
    if (size > 0 && sender != direction) {
      flush();
    }
    sender = direction;
    while (bytes.hasRemaining()) {
      sent = size == 0 ? now : sent;
      int part = Math.min(bytes.remaining(), packet.length - size);
      bytes.get(packet, size, part);
      size += part;
      if (size == packet.length) {
        flush();
      }
    }
  }

  @Override
  public void remark(String text) {
    note(text);
  }

  @Override
  public void clientHello(Bytes random) {
    try {
      secrets.begin(random, tcp.packets());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void note(String text) {
    if (!comment.toString().contains(text)) {
      comment.append(comment.isEmpty() ? "" : "\n").append(text);
    }
  }

  private String takeComment() {
    String text = comment.toString();
    comment.setLength(0);
    return text;
  }

  /** What is told begins after messages that are not, where one ends and another begins. */
  void continued() {
    masked = MaskedWire.continued(this, !unsafe);
  }

  void gap(Direction direction, long count) throws IOException {
    if (heard) { // else it is known already that the beginning is missing
      masked.gap(direction, count);
    }
    flush();
    note(
        (count < 0 ? "an unknown number of" : Long.toString(count))
            + " bytes from the "
            + (direction == Direction.FRONTEND ? "client" : "server")
            + " were not recorded");
    // Where nobody knows how many, one shows that some are missing.
    tcp.gap(direction, count < 0 ? 1 : count);
  }

  void flush() throws IOException {
    if (size > 0) {
      int count = size;
      size = 0;
      tcp.data(sender, sent, packet, count, takeComment());
    }
  }

  private void rest() throws IOException {
    try {
      masked.finish();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    flush();
  }

  /** Nothing follows, though the connection is open. */
  void finish() throws IOException {
    rest();
    if (!comment.isEmpty()) {
      tcp.remark(now, takeComment());
    }
    tcp.packets().release();
  }

  void closed(ConnectionClosed closed) throws IOException {
    rest();
    Instant time = closed.time();
    if (!closed.detail().isEmpty()) {
      note(closed.detail());
    }
    switch (closed.ending()) {
      case OPEN -> finish();
      case TERMINATED, CLOSED_BY_CLIENT -> tcp.close(Direction.FRONTEND, time, takeComment());
      case CLOSED_BY_SERVER -> tcp.close(Direction.BACKEND, time, takeComment());
      case RESET_BY_CLIENT -> tcp.reset(Direction.FRONTEND, time, takeComment());
      case RESET_BY_SERVER -> tcp.reset(Direction.BACKEND, time, takeComment());
      case SERVER_UNREACHABLE, RECORDER_CLOSED -> {
        boolean unreachable = closed.ending() == Ending.SERVER_UNREACHABLE;
        note(unreachable ? "the server could not be reached" : "the recorder was closed");
        tcp.reset(Direction.BACKEND, time, takeComment());
      }
    }
    tcp.packets().release();
  }
}
