package dev.postgreswire.agent.cli;

import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.report.FormatWriter;
import dev.postgreswire.report.HtmlReport;
import dev.postgreswire.report.RecordingFormat;
import dev.postgreswire.wire.Direction;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;

/** The page as one of the formats: it is written when nothing follows any more. */
record HtmlFormat(String title) implements RecordingFormat {
  @Override
  public FormatWriter to(OutputStream out) {
    return new Writer(HtmlReport.create().title(title), out);
  }

  private record Writer(HtmlReport page, OutputStream out) implements FormatWriter {
    @Override
    public void opened(ConnectionOpened connection) {
      page.opened(connection);
    }

    @Override
    public void continued(ConnectionContinued connection) throws IOException {
      page.continued(connection);
    }

    @Override
    public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes) {
      page.wire(connectionId, time, direction, bytes);
    }

    @Override
    public void gap(int connectionId, Instant time, Direction direction, long count)
        throws IOException {
      page.gap(connectionId, time, direction, count);
    }

    @Override
    public void tls(int connectionId, Instant time, TlsSession session) {
      page.tls(connectionId, time, session);
    }

    @Override
    public void message(RecordedMessage message) {
      page.message(message);
    }

    @Override
    public void note(int connectionId, Instant time, String text) {
      page.note(connectionId, time, text);
    }

    @Override
    public void closed(ConnectionClosed connection) {
      page.closed(connection);
    }

    @Override
    public void flush() {
      // There is no half a page.
    }

    @Override
    public void finish() throws IOException {
      OutputStream buffered = new BufferedOutputStream(out);
      page.write(buffered);
      buffered.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
