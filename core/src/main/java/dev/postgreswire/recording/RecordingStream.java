package dev.postgreswire.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decodes connections as their bytes come, and tells a {@link RecordingListener}: what a proxy and
 * a capture are written out by. However long the connections are, it keeps no more of each than
 * what is needed to understand the next message, and the frames under way.
 *
 * <p>The messages are those that {@link Recorder} would have recorded, save that of a frame larger
 * than 1 MiB only the first 1 MiB is kept, with its true size; {@code wire} gets every byte.
 *
 * <p>TLS records that wait for a secret hold up what comes after them on their connection, its end
 * included. All connections together may hold up 32 MiB; past that, the one that holds up most is
 * told as it is.
 *
 * <p>Safe for use by several threads; the listener is told by one at a time. An {@link IOException}
 * of the listener comes out of the call that caused it, as an {@link UncheckedIOException}; the
 * stream is of no use any more then.
 */
public final class RecordingStream implements WireSink {
  private static final long MOST_WAITING = 32 << 20;

  /** More than the sessions have that begin at about the same time. */
  private static final int SECRETS_REMEMBERED = 1000;

  private final RecordingListener listener;
  private final TlsDecryptor.Source decryptors;
  private final Map<Integer, StreamedConnection> open = new LinkedHashMap<>();
  private final Set<TlsSecret> told = new LinkedHashSet<>();
  private int opened;
  private long waiting;

  /** Something that the listener is told. */
  interface Telling {
    void tell(RecordingListener listener) throws IOException;
  }

  /**
   * Creates a stream without connections.
   *
   * @param listener is told
   * @param decryptors what decrypts TLS sessions as far as it knows their secrets; null when they
   *     are to be told as what they are
   */
  public RecordingStream(RecordingListener listener, TlsDecryptor.Source decryptors) {
    this.listener = RecordingWitness.get().listeningFor(listener);
    this.decryptors = decryptors;
  }

  @Override
  public synchronized Connection opened(ConnectionOrigin origin, Instant time) {
    StreamedConnection connection =
        new StreamedConnection(this, ++opened, time, origin.partial(), decryptors);
    open.put(connection.id(), connection);
    int id = connection.id();
    tell(to -> to.opened(new RecordingListener.ConnectionOpened(id, time, origin)));
    return connection;
  }

  @Override
  public synchronized void secret(TlsSecret secret) {
    tellSecret(secret);
    if (decryptors != null) {
      decryptors.secret(secret);
      connections().forEach(StreamedConnection::retry);
    }
  }

  @Override
  public synchronized void missed(MissedConnection connection) {
    tell(to -> to.missed(connection));
  }

  /**
   * Tries again what waits for a secret. To be called when the source of decryptors has learnt some
   * by itself, as from a key log that grows. A connection that was closed before the call before
   * this one waits no longer.
   */
  public synchronized void retry() {
    connections().forEach(StreamedConnection::retry);
    connections().forEach(StreamedConnection::hurry);
  }

  /**
   * No more will come: tells what is pending on the connections that have not been closed, frames
   * under way with a fault that says so. They are not told to be closed.
   */
  public synchronized void finish() {
    connections().forEach(StreamedConnection::finish);
    open.clear();
  }

  private List<StreamedConnection> connections() {
    return List.copyOf(open.values());
  }

  /** Nothing more is to be told of {@code connection} but its end; false if that is known. */
  boolean remove(StreamedConnection connection) {
    return open.remove(connection.id()) != null;
  }

  /** So many bytes more, or less, wait for a secret. */
  void waiting(long more) {
    waiting += more;
    if (waiting > MOST_WAITING) {
      open.values().stream()
          .max(Comparator.comparing(StreamedConnection::waiting))
          .ifPresent(StreamedConnection::giveUp);
    }
  }

  void tellSecret(TlsSecret secret) {
    if (told.add(secret)) {
      if (told.size() > SECRETS_REMEMBERED) {
        told.remove(told.iterator().next());
      }
      tell(to -> to.secret(secret));
    }
  }

  void tell(Telling telling) {
    try {
      telling.tell(listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
