package dev.postgreswire.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes connections as their bytes come, and tells a {@link RecordingListener}: what a proxy and
 * a capture are written out by. However long the connections are, it keeps no more of each than
 * what is needed to understand the next message, and the frames under way.
 *
 * <p>The messages are those that {@link Recorder} would have recorded, save that of a frame larger
 * than 1 MiB only the first 1 MiB is kept, with its true size; {@code wire} gets every byte. They
 * come in the order of their index, save bytes in which no message is found ({@code UNFRAMED}):
 * these have the index at which they begin, and come when they end.
 *
 * <p>Safe for use by several threads; the listener is told by one at a time. An {@link IOException}
 * of the listener comes out of the call that caused it, as an {@link UncheckedIOException}; the
 * stream is of no use any more then.
 */
public final class RecordingStream implements WireSink {
  private final RecordingListener listener;
  private final TlsDecryptor.Source decryptors;
  private final Map<Integer, StreamedConnection> open = new LinkedHashMap<>();
  private int opened;

  /** Something that the listener is told. */
  interface Telling {
    void tell(RecordingListener listener) throws IOException;
  }

  /**
   * Creates a stream without connections.
   *
   * @param listener is told
   * @param decryptors is given the secrets that a source knows; null when TLS sessions are to be
   *     told as what they are
   */
  public RecordingStream(RecordingListener listener, TlsDecryptor.Source decryptors) {
    this.listener = listener;
    this.decryptors = decryptors;
  }

  @Override
  public synchronized Connection opened(ConnectionOrigin origin, Instant time) {
    StreamedConnection connection = new StreamedConnection(this, ++opened);
    open.put(connection.id(), connection);
    int id = connection.id();
    tell(to -> to.opened(new RecordingListener.ConnectionOpened(id, time, origin)));
    return connection;
  }

  @Override
  public synchronized void secret(TlsSecret secret) {
    if (decryptors != null) {
      decryptors.secret(secret);
    }
    tell(to -> to.secret(secret));
  }

  /**
   * No more will come: tells what is pending on the connections that have not been closed, frames
   * under way with a fault that says so. They are not told to be closed.
   */
  public synchronized void finish() {
    List.copyOf(open.values()).forEach(StreamedConnection::finish);
    open.clear();
  }

  void closed(StreamedConnection connection) {
    open.remove(connection.id());
  }

  void tell(Telling telling) {
    try {
      telling.tell(listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
