package dev.postgreswire.recording;

import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * Is told what happened, decoded, in the order of time: what a format is written from. All formats
 * listen to one walk over a recording, or to one stream, and keep no more of it than they need.
 *
 * <p>Of each connection {@link #opened} comes first and {@link #closed} last, if it has ended.
 * {@link #wire} comes before the messages that its bytes complete.
 */
public interface RecordingListener {
  /** A connection opened, or was open when the recording began. */
  default void opened(ConnectionOpened connection) throws IOException {}

  /**
   * What is told of a connection begins after messages that are not: they lie before the window.
   * Comes right after {@link #opened}.
   */
  default void continued(ConnectionContinued connection) throws IOException {}

  /**
   * Bytes went over the wire; ciphertext where it is encrypted.
   *
   * @param bytes valid only during the call; to be consumed or not
   */
  default void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes)
      throws IOException {}

  /**
   * Bytes went over the wire that are not there: not captured, or cut by a limit.
   *
   * @param count how many, or -1 when nobody knows
   */
  default void gap(int connectionId, Instant time, Direction direction, long count)
      throws IOException {}

  /** A secret of a TLS session became known. */
  default void secret(TlsSecret secret) throws IOException {}

  /** A TLS session has been agreed on: both hellos have been seen. */
  default void tls(int connectionId, Instant time, TlsSession session) throws IOException {}

  /** A message is complete. Records of a TLS session are messages only if it is not decrypted. */
  default void message(RecordedMessage message) throws IOException {}

  /** A remark: what was changed, what could not be done, what does not add up. */
  default void note(int connectionId, Instant time, String text) throws IOException {}

  /** There is a connection that is not recorded. */
  default void missed(MissedConnection connection) throws IOException {}

  /** A connection ended. */
  default void closed(ConnectionClosed connection) throws IOException {}

  /**
   * A connection opened.
   *
   * @param id its number: 1, 2, 3 … in the order of opening
   * @param time when
   * @param origin what the source knows of it
   */
  record ConnectionOpened(int id, Instant time, ConnectionOrigin origin) {}

  /**
   * What has to be known of a connection to understand the messages that are told.
   *
   * @param id its number
   * @param exchanges how many exchanges there were before
   * @param preparedStatements the SQL of the named prepared statements that there are, by name
   */
  record ConnectionContinued(int id, int exchanges, Map<String, String> preparedStatements) {
    /** Copies the map. */
    public ConnectionContinued {
      preparedStatements = Map.copyOf(preparedStatements);
    }
  }

  /**
   * A connection ended.
   *
   * @param id its number
   * @param time when
   * @param ending how it ended
   * @param detail more about that; may be empty
   * @param frontendBytes how many bytes the client sent, on the wire
   * @param backendBytes how many bytes the server sent, on the wire
   */
  record ConnectionClosed(
      int id, Instant time, Ending ending, String detail, long frontendBytes, long backendBytes) {}
}
