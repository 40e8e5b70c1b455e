package dev.postgreswire.report.capture;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.report.FormatWriter;
import dev.postgreswire.report.JsonLines;
import dev.postgreswire.report.Pcapng;
import dev.postgreswire.report.Trace;
import dev.postgreswire.testing.Messages;
import dev.postgreswire.wire.Direction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Reads a capture of any size, which is made while it is read, into every format. */
final class LargeCapture {
  private static final int ROUND = 1_000;

  private LargeCapture() {}

  /**
   * Runs it in a machine of its own.
   *
   * @param arguments how many MiB, and of how many packets one is lost; 0: none
   */
  public static void main(String... arguments) throws IOException {
    long size = Long.parseLong(arguments[0]) << 20;
    int lost = Integer.parseInt(arguments[1]);
    List<FormatWriter> formats =
        List.of(
            Trace.strict().to(OutputStream.nullOutputStream()),
            JsonLines.masked().to(OutputStream.nullOutputStream()),
            Pcapng.masked().to(OutputStream.nullOutputStream()));
    Counter counter = new Counter(formats);
    RecordingStream stream = new RecordingStream(counter, null);
    CaptureSummary summary = Capture.open(capture(size, lost), "large").readTo(stream);
    stream.finish();
    for (FormatWriter format : formats) {
      format.finish();
    }
    System.out.printf(
        "%d packets, %d bytes on the wire, %d gaps, %d messages%n",
        summary.packets(), counter.bytes, summary.gaps(), counter.messages);
  }

  /** A login, and rows without an end. */
  private static InputStream capture(long size, int lost) {
    Packets packets =
        Packets.between()
            .handshake()
            .client(
                new StartupMessage(
                    ProtocolVersion.V3_0, List.of(new StartupParameter("user", "alice"))))
            .server(new AuthenticationOk(), Messages.IDLE);
    Message[] rows =
        IntStream.range(0, 20)
            .mapToObj(i -> Messages.row("row " + i, "x".repeat(100)))
            .toArray(Message[]::new);
    return new Rounds(size, lost, packets, rows);
  }

  /** A capture whose packets are made when the ones before have been read. */
  private static final class Rounds extends InputStream {
    private final long size;
    private final int lost;
    private final Packets packets;
    private final Message[] rows;
    private InputStream round = InputStream.nullInputStream();
    private long produced;
    private int packet;

    Rounds(long size, int lost, Packets packets, Message... rows) {
      this.size = size;
      this.lost = lost;
      this.packets = packets;
      this.rows = rows;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("nobody reads byte by byte");
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      int read = round.read(into, from, count);
      if (read < 0 && produced < size) {
        round = next();
        read = round.read(into, from, count);
      }
      return read;
    }

    private InputStream next() {
      for (int i = 0; i < ROUND; i++) {
        packets.server(rows);
        if (i % 10 == 0) {
          packets.clientAck();
        }
      }
      packets.change(all -> all.removeIf(segment -> lost > 0 && ++packet % lost == 0));
      byte[] file = packets.pcap();
      packets.change(List::clear);
      int header = produced == 0 ? 0 : 24;
      produced += file.length;
      return new ByteArrayInputStream(file, header, file.length - header);
    }
  }

  private static final class Counter implements RecordingListener {
    private final List<FormatWriter> formats;
    private long bytes;
    private long messages;

    Counter(List<FormatWriter> formats) {
      this.formats = formats;
    }

    @Override
    public void opened(ConnectionOpened connection) {
      each(format -> format.opened(connection));
    }

    @Override
    public void wire(int id, Instant time, Direction direction, ByteBuffer data) {
      bytes += data.remaining();
      each(format -> format.wire(id, time, direction, data.duplicate()));
    }

    @Override
    public void gap(int id, Instant time, Direction direction, long count) {
      each(format -> format.gap(id, time, direction, count));
    }

    @Override
    public void message(RecordedMessage message) {
      messages++;
      each(format -> format.message(message));
    }

    private void each(Telling telling) {
      for (FormatWriter format : formats) {
        try {
          telling.tell(format);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private interface Telling {
    void tell(FormatWriter format) throws IOException;
  }
}
