package dev.postgreswire.agent.install;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * A recorder on the application's class path, which may be of another version: it is told by types
 * of the JDK only.
 *
 * <table>
 *   <caption>What a recorder is told, and its answer</caption>
 *   <tr><th>what<th>arguments<th>answer</tr>
 *   <tr><td>{@code opened}<td>server, client, thread, frame, {@link Boolean} partial, {@link
 *       Instant}<td>a {@code BiFunction} that is told of the connection, null when it is of no
 *       interest</tr>
 *   <tr><td>{@code secret}<td>label, {@code byte[]} client random, {@code byte[]} secret</tr>
 *   <tr><td>{@code missed}<td>server, thread, frame, reason, {@link Instant}</tr>
 * </table>
 *
 * <table>
 *   <caption>What a connection is told</caption>
 *   <tr><th>what<th>arguments</tr>
 *   <tr><td>{@code bytes}<td>{@link Boolean} whether the client's, {@link ByteBuffer}, {@link
 *       Instant}</tr>
 *   <tr><td>{@code writtenBy}<td>thread, frame, {@link Long} offset of the client's first byte</tr>
 *   <tr><td>{@code gap}<td>{@link Boolean}, {@link Long} count, {@link Instant}</tr>
 *   <tr><td>{@code ended}<td>{@link Boolean}, {@link Instant}</tr>
 *   <tr><td>{@code closed}<td>the name of an {@link Ending}, detail, {@link Instant}</tr>
 *   <tr><td>{@code note}<td>text, {@link Instant}</tr>
 * </table>
 *
 * <p>Texts are {@link String}s. A recorder ignores what it does not know, and arguments behind
 * those that it knows.
 */
final class LinkedRecorder implements WireSink {
  private final BiFunction<String, Object[], Object> recorder;
  private final AtomicInteger opened = new AtomicInteger();

  LinkedRecorder(BiFunction<String, Object[], Object> recorder) {
    this.recorder = recorder;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Connection opened(ConnectionOrigin origin, Instant time) {
    Caller caller = origin.caller();
    Object connection =
        tell(
            recorder,
            "opened",
            origin.server(),
            origin.client(),
            caller.thread(),
            caller.frame(),
            origin.partial(),
            time);
    return new Linked(
        opened.incrementAndGet(),
        connection == null
            ? (what, arguments) -> null
            : (BiFunction<String, Object[], Object>) connection);
  }

  @Override
  public void secret(TlsSecret secret) {
    tell(
        recorder,
        "secret",
        secret.label(),
        secret.clientRandom().toByteArray(),
        secret.secret().toByteArray());
  }

  @Override
  public void missed(MissedConnection missed) {
    Caller caller = missed.caller();
    tell(
        recorder,
        "missed",
        missed.server(),
        caller.thread(),
        caller.frame(),
        missed.reason(),
        missed.time());
  }

  private static Object tell(
      BiFunction<String, Object[], Object> whom, String what, Object... arguments) {
    return whom.apply(what, arguments);
  }

  /** One connection. */
  private record Linked(int id, BiFunction<String, Object[], Object> connection)
      implements Connection {
    @Override
    public void bytes(Direction direction, ByteBuffer bytes, Instant time) {
      tell(connection, "bytes", direction == Direction.FRONTEND, bytes, time);
      bytes.position(bytes.limit());
    }

    @Override
    public void writtenBy(Caller caller, long from) {
      tell(connection, "writtenBy", caller.thread(), caller.frame(), from);
    }

    @Override
    public void gap(Direction direction, long count, Instant time) {
      tell(connection, "gap", direction == Direction.FRONTEND, count, time);
    }

    @Override
    public void ended(Direction direction, Instant time) {
      tell(connection, "ended", direction == Direction.FRONTEND, time);
    }

    @Override
    public void closed(Ending how, String detail, Instant time) {
      tell(connection, "closed", how.name(), detail, time);
    }

    @Override
    public void note(String text, Instant time) {
      tell(connection, "note", text, time);
    }
  }
}
