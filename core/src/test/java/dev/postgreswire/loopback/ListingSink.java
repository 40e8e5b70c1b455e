package dev.postgreswire.loopback;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps a line for each thing it is told. */
final class ListingSink implements WireSink {
  final List<String> lines = new ArrayList<>();
  private int opened;

  @Override
  public Connection opened(ConnectionOrigin origin, Instant time) {
    lines.add("opened " + ++opened + (origin.partial() ? " partial" : ""));
    return new Listed(opened);
  }

  @Override
  public void secret(TlsSecret secret) {
    lines.add(secret.toString());
  }

  @Override
  public void missed(MissedConnection connection) {
    lines.add("missed " + connection.server() + " " + connection.reason());
  }

  private final class Listed implements Connection {
    private final int id;

    Listed(int id) {
      this.id = id;
    }

    @Override
    public int id() {
      return id;
    }

    @Override
    public void bytes(Direction direction, ByteBuffer bytes, Instant time) {
      lines.add(id + " " + direction + " " + StandardCharsets.US_ASCII.decode(bytes));
    }

    @Override
    public void writtenBy(Caller caller, long from) {
      lines.add(id + " from " + from + " by " + caller.thread());
    }

    @Override
    public void gap(Direction direction, long count, Instant time) {
      lines.add(id + " " + direction + " gap " + count);
    }

    @Override
    public void ended(Direction direction, Instant time) {
      lines.add(id + " " + direction + " ended");
    }

    @Override
    public void closed(Ending how, String detail, Instant time) {
      lines.add(id + " " + how + " " + detail);
    }

    @Override
    public void note(String text, Instant time) {
      lines.add(id + " note " + text);
    }
  }
}
