package dev.postgreswire.report;

import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;

/** An {@link HtmlReport} as a format: it listens, and writes all at the end. */
final class PageFormat implements RecordingFormat {
  private final HtmlReport report;

  PageFormat(HtmlReport report) {
    this.report = report;
  }

  @Override
  public FormatWriter to(OutputStream out) {
    return new Writer(report, out);
  }

  private record Writer(HtmlReport report, OutputStream out) implements FormatWriter {
    @Override
    public void opened(ConnectionOpened connection) throws IOException {
      report.opened(connection);
    }

    @Override
    public void continued(ConnectionContinued connection) throws IOException {
      report.continued(connection);
    }

    @Override
    public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes)
        throws IOException {
      report.wire(connectionId, time, direction, bytes);
    }

    @Override
    public void gap(int connectionId, Instant time, Direction direction, long count)
        throws IOException {
      report.gap(connectionId, time, direction, count);
    }

    @Override
    public void tls(int connectionId, Instant time, TlsSession session) throws IOException {
      report.tls(connectionId, time, session);
    }

    @Override
    public void message(RecordedMessage message) throws IOException {
      report.message(message);
    }

    @Override
    public void note(int connectionId, Instant time, String text) throws IOException {
      report.note(connectionId, time, text);
    }

    @Override
    public void missed(MissedConnection connection) {
      report.missed(connection);
    }

    @Override
    public void closed(ConnectionClosed connection) throws IOException {
      report.closed(connection);
    }

    @Override
    public void finish() throws IOException {
      report.write(out);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
