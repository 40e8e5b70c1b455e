package dev.postgreswire.agent.cli;

import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.report.FormatWriter;
import dev.postgreswire.report.RecordingFormat;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What each connection did, in a few lines; of one that has ended nothing else is kept. */
final class SummaryFormat implements RecordingFormat {
  SummaryFormat() {}

  @Override
  public FormatWriter to(OutputStream out) {
    return new Writer(out);
  }

  private static final class Writer implements FormatWriter {
    private final OutputStream out;
    private final Map<Integer, ConnectionSummary> open = new TreeMap<>();
    private long connections;
    private long statements;
    private long errors;

    Writer(OutputStream out) {
      this.out = out;
    }

    @Override
    public void opened(ConnectionOpened connection) {
      connections++;
      open.put(connection.id(), new ConnectionSummary(connection));
    }

    @Override
    public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes) {
      open.get(connectionId).count(direction, bytes.remaining(), time);
    }

    @Override
    public void gap(int connectionId, Instant time, Direction direction, long count) {
      open.get(connectionId).gap(count);
    }

    @Override
    public void tls(int connectionId, Instant time, TlsSession session) {
      open.get(connectionId).take(session);
    }

    @Override
    public void message(RecordedMessage message) {
      open.get(message.connectionId()).take(message);
    }

    @Override
    public void note(int connectionId, Instant time, String text) {
      open.get(connectionId).note(text);
    }

    @Override
    public void closed(ConnectionClosed connection) throws IOException {
      ConnectionSummary summary = open.remove(connection.id());
      summary.take(connection);
      print(summary);
    }

    private void print(ConnectionSummary summary) throws IOException {
      statements += summary.statements();
      errors += summary.errors();
      write(summary.text() + "\n");
    }

    private void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void finish() throws IOException {
      for (ConnectionSummary summary : open.values()) {
        print(summary);
      }
      open.clear();
      write(
          Quantities.of(connections, "connection")
              + ", "
              + Quantities.of(statements, "statement")
              + ", "
              + Quantities.of(errors, "error")
              + "\n");
      flush();
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      // Standard output: what the capture was still follows.
      flush();
    }
  }
}
