package dev.postgreswire.report.capture;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a capture tells, a line an event; bytes that follow each other are one. */
final class Told implements WireSink {
  private final List<StringBuilder> lines = new ArrayList<>();
  private final List<Instant> times = new ArrayList<>();
  private String open = "";
  private int connections;

  /** What a capture tells. */
  static Told of(byte[] capture, int... ports) throws CaptureException {
    Told told = new Told();
    told.read(capture, ports);
    return told;
  }

  /** What a capture tells, without times. */
  static List<String> lines(Packets packets, int... ports) throws CaptureException {
    return of(packets.pcap(), ports).lines();
  }

  /** Reads a capture and returns what there was in it. */
  CaptureSummary read(byte[] capture, int... ports) throws CaptureException {
    CaptureReader reader = Capture.open(new ByteArrayInputStream(capture), "test.pcap");
    for (int port : ports) {
      reader.port(port);
    }
    return reader.readTo(this);
  }

  List<String> lines() {
    return lines.stream().map(StringBuilder::toString).toList();
  }

  /** When each event was, bytes event by event. */
  List<Instant> times() {
    return List.copyOf(times);
  }

  @Override
  public Connection opened(ConnectionOrigin origin, Instant time) {
    int id = ++connections;
    String partial = origin.partial() ? " partial" : "";
    add(id, "opened " + origin.client() + " → " + origin.server() + partial, time);
    return new ToldConnection(id);
  }

  @Override
  public void secret(TlsSecret secret) {
    lines.add(new StringBuilder("secret " + secret.label() + " " + secret.secret().toHex()));
  }

  private void add(int id, String line, Instant time) {
    times.add(time);
    open = "";
    lines.add(new StringBuilder(id == 1 ? "" : id + ": ").append(line));
  }

  private final class ToldConnection implements Connection {
    private final int id;

    ToldConnection(int id) {
      this.id = id;
    }

    @Override
    public int id() {
      return id;
    }

    @Override
    public void bytes(Direction direction, ByteBuffer bytes, Instant time) {
      String text = Bytes.copyOf(bytes).toString(StandardCharsets.ISO_8859_1);
      bytes.position(bytes.limit());
      String speaker = id + direction.symbol();
      if (open.equals(speaker)) {
        times.add(time);
        lines.get(lines.size() - 1).append(text);
      } else {
        add(id, direction.symbol() + " " + text, time);
        open = speaker;
      }
    }

    @Override
    public void gap(Direction direction, long count, Instant time) {
      add(id, direction.symbol() + " gap " + count, time);
    }

    @Override
    public void ended(Direction direction, Instant time) {
      add(id, direction.symbol() + " ended", time);
    }

    @Override
    public void closed(Ending how, String detail, Instant time) {
      add(id, "closed " + how + (detail.isEmpty() ? "" : ": " + detail), time);
    }

    @Override
    public void note(String text, Instant time) {
      add(id, "note " + text, time);
    }
  }
}
