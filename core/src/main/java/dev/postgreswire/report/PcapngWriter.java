package dev.postgreswire.report;

import dev.postgreswire.message.Message;
import dev.postgreswire.message.Undecoded;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the packets of {@link Pcapng}. The last one waits for what is to be said of it, and for
 * bytes of the same moment.
 */
final class PcapngWriter implements FormatWriter {
  private static final String ABOUT =
      "A recording by PostgresWire: the bytes that went over the wire, in packets made up for"
          + " them.";
  private static final String ABOUT_SECRETS =
      " In plaintext, secrets are overwritten with asterisks.";

  private final PcapngBlocks blocks;
  private final boolean unsafe;
  private final TlsSecrets secrets;
  private final Map<Integer, PcapngConnection> connections = new HashMap<>();
  private PcapngConnection last;
  private PcapngConnection fresh;
  private ConnectionOpened freshOpened;
  private boolean begun;

  PcapngWriter(PcapngBlocks blocks, boolean unsafe, boolean tlsSecrets) {
    this.blocks = blocks;
    this.unsafe = unsafe;
    this.secrets = new TlsSecrets(blocks, tlsSecrets);
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      blocks.begin(unsafe ? ABOUT : ABOUT + ABOUT_SECRETS);
    }
  }

  @Override
  public void opened(ConnectionOpened opened) throws IOException {
    begin();
    turn(null);
    PcapngConnection connection = new PcapngConnection(blocks, secrets, opened, unsafe);
    connections.put(opened.id(), connection);
    fresh = connection;
    freshOpened = opened;
  }

  @Override
  public void continued(ConnectionContinued continued) {
    if (fresh != null && freshOpened.id() == continued.id()) {
      fresh.note(about(fresh) + "; what came before is not in this recording");
      fresh.continued();
      fresh = null;
    }
  }

  /** What was opened last begins with a handshake, unless it was said at once to be continued. */
  private void settle() throws IOException {
    if (fresh == null) {
      return;
    }
    String about = about(fresh);
    if (freshOpened.origin().partial()) {
      fresh.note(about + "; it was open when the recording began");
    } else {
      fresh.tcp().handshake(freshOpened.time(), about);
    }
    fresh = null;
  }

  private String about(PcapngConnection connection) {
    return comment(freshOpened.id(), freshOpened.origin(), connection.tcp().remark());
  }

  private static String comment(int id, ConnectionOrigin origin, String remark) {
    StringBuilder text = new StringBuilder(remark).append("connection ").append(id);
    text.append(" to ").append(origin.server());
    if (!origin.openedBy().isEmpty()) {
      text.append(", opened by ").append(origin.openedBy());
    }
    if (!origin.thread().isEmpty()) {
      text.append(", in thread ").append(origin.thread());
    }
    if (!origin.caller().frame().isEmpty()) {
      text.append(", by ").append(origin.caller().frame());
    }
    return text.toString();
  }

  @Override
  public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes)
      throws IOException {
    PcapngConnection connection = connections.get(connectionId);
    if (connection != null) {
      turn(connection);
      connection.wire(time, direction, bytes);
    }
  }

  /** What waits of another connection is written: the packets are in the order of time. */
  private void turn(PcapngConnection connection) throws IOException {
    settle();
    if (last != null && last != connection) {
      last.flush();
    }
    last = connection;
  }

  @Override
  public void gap(int connectionId, Instant time, Direction direction, long count)
      throws IOException {
    settle();
    PcapngConnection connection = connections.get(connectionId);
    if (connection != null) {
      connection.gap(direction, count);
    }
  }

  @Override
  public void secret(TlsSecret secret) throws IOException {
    begin();
    turn(null);
    secrets.add(secret);
  }

  @Override
  public void tls(int connectionId, Instant time, TlsSession session) throws IOException {
    String text = session.version().orElse("TLS") + " " + session.cipherSuite().orElse("");
    note(connectionId, time, text + session.serverName().map(name -> " for " + name).orElse(""));
  }

  @Override
  public void message(RecordedMessage recorded) throws IOException {
    if (recorded.frame().isCut() || !recorded.frame().fault().isEmpty()) {
      return; // what is missing is not missing here
    }
    Message message = recorded.message();
    if (message instanceof Undecoded undecoded) {
      note(recorded.connectionId(), recorded.time(), "not decoded: " + undecoded.reason());
    }
  }

  @Override
  public void note(int connectionId, Instant time, String text) throws IOException {
    settle();
    PcapngConnection connection = connections.get(connectionId);
    if (connection != null) {
      connection.note(text);
    }
  }

  /** There is no packet of it: the comment stands by itself. */
  @Override
  public void missed(MissedConnection missed) throws IOException {
    begin();
    turn(null);
    blocks.remark(missed.time(), "not recorded: " + missed.describe());
  }

  @Override
  public void closed(ConnectionClosed closed) throws IOException {
    PcapngConnection connection = connections.remove(closed.id());
    if (connection != null) {
      turn(connection);
      connection.closed(closed);
      last = null;
    }
  }

  @Override
  public void finish() throws IOException {
    settle();
    for (PcapngConnection connection : connections.values()) {
      connection.finish();
    }
    flush();
  }

  @Override
  public void flush() throws IOException {
    begin();
    turn(null);
    for (PcapngConnection connection : connections.values()) {
      connection.tcp().packets().flush();
    }
    blocks.flush();
  }

  @Override
  public void close() throws IOException {
    try (blocks) {
      finish();
    }
  }
}
