package dev.postgreswire.agent.secret;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Bytes;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stands before those who record, and passes all on to them but secrets: of those only what belongs
 * to a TLS session whose ClientHello went over a connection that is recorded, once each. So nobody
 * learns those of the application's other sessions, such as HTTPS.
 *
 * <p>A ClientHello is recorded before it goes on, and the secrets come of the server's answer to
 * it. Should they come first all the same, those of the last {@value #MOST_WAITING} sessions wait.
 * When a connection is over its session is forgotten.
 *
 * <p>Safe for use by several threads.
 */
public final class SecretGate implements WireSink {
  static final int MOST_WAITING = 100;

  private final WireSink recorders;
  private final Map<Bytes, Told> sessions = new HashMap<>();
  private final Map<Bytes, Set<TlsSecret>> waiting = new LinkedHashMap<>();

  /** A session that is recorded, and what has been said of it: labels of secrets, or a reason. */
  private record Told(Connection connection, Set<String> said) {}

  /** Creates one before {@code recorders}. */
  public SecretGate(WireSink recorders) {
    this.recorders = recorders;
  }

  @Override
  public Connection opened(ConnectionOrigin origin, Instant time) {
    Connection connection = recorders.opened(origin, time);
    return origin.partial() ? connection : new GatedConnection(this, connection);
  }

  @Override
  public void missed(MissedConnection connection) {
    recorders.missed(connection);
  }

  @Override
  public void secret(TlsSecret secret) {
    if (mayPass(secret)) {
      recorders.secret(secret);
    }
  }

  private synchronized boolean mayPass(TlsSecret secret) {
    Told told = sessions.get(secret.clientRandom());
    if (told != null) {
      return told.said.add(secret.label());
    }
    waiting.computeIfAbsent(secret.clientRandom(), random -> new LinkedHashSet<>()).add(secret);
    if (waiting.size() > MOST_WAITING) {
      waiting.remove(waiting.keySet().iterator().next());
    }
    return false;
  }

  /** Says once why there are no secrets of a session, if that session is recorded. */
  void unreadable(Bytes clientRandom, String reason) {
    Optional<Told> told;
    synchronized (this) {
      told = Optional.ofNullable(sessions.get(clientRandom)).filter(t -> t.said.add(reason));
    }
    told.ifPresent(each -> each.connection.note(reason));
  }

  /** A session begins on a connection that is recorded. */
  void begins(Bytes clientRandom, Connection connection) {
    Set<TlsSecret> early;
    synchronized (this) {
      sessions.putIfAbsent(clientRandom, new Told(connection, new LinkedHashSet<>()));
      early = Optional.ofNullable(waiting.remove(clientRandom)).orElse(Set.of());
    }
    List.copyOf(early).forEach(this::secret);
  }

  /**
   * The connection of a session is over.
   *
   * @return whether anything was known of its secrets
   */
  synchronized boolean ends(Bytes clientRandom) {
    Told told = sessions.remove(clientRandom);
    return told != null && !told.said.isEmpty();
  }
}
