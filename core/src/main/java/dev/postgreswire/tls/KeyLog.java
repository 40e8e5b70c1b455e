package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsDecryptor;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets of TLS sessions, as clients write them to a file that {@code SSLKEYLOGFILE}, libpq's
 * {@code sslkeylogfile} or {@code node --tls-keylog} names.
 *
 * <pre>{@code
 * KeyLog keyLog = KeyLog.read(Path.of("keys.log"));
 * TlsDecryptor session = keyLog.begin();
 * }</pre>
 *
 * <p>What came from a file or text stays. What came by {@link #secret}, while sessions were
 * running, is forgotten with the last reader of its session, so that a process may run for as long
 * as it likes; of sessions that nobody has begun to read, the last {@value #MOST_UNREAD} are
 * remembered.
 *
 * <p>Safe for use by several threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9850">RFC 9850, The SSLKEYLOGFILE Format for
 *     TLS</a>
 */
public final class KeyLog implements TlsDecryptor.Source {
  static final int MOST_UNREAD = 100_000;

  private final Map<Bytes, Map<String, Bytes>> sessions = new LinkedHashMap<>();
  private final Map<Bytes, Integer> readers = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final boolean forgets;
  private int size;

  private KeyLog(boolean forgets) {
    this.forgets = forgets;
  }

  /** Returns a key log that knows nothing yet, and forgets the sessions that are over. */
  public static KeyLog empty() {
    return new KeyLog(true);
  }

  /**
   * Reads a file.
   *
   * @throws KeyLogException if a line is none of a key log
   */
  public static KeyLog read(Path file) throws IOException {
    KeyLog keyLog = new KeyLog(false);
    KeyLogParser parser = keyLog.parser(KeyLogParser.Faults.ARE_THROWN);
    new GrowingFile(file).readTo(parser);
    parser.finish();
    return keyLog;
  }

  /**
   * Reads text in the same format.
   *
   * @throws KeyLogException if a line is none of a key log
   */
  public static KeyLog parse(CharSequence text) {
    return parse(text, KeyLogParser.Faults.ARE_THROWN);
  }

  /** Reads text as far as that is possible; what is not is said by {@link #problems()}. */
  public static KeyLog parseLeniently(CharSequence text) {
    return parse(text, KeyLogParser.Faults.ARE_NOTED);
  }

  private static KeyLog parse(CharSequence text, KeyLogParser.Faults faults) {
    KeyLog keyLog = new KeyLog(false);
    KeyLogParser parser = keyLog.parser(faults);
    parser.take(text);
    parser.finish();
    return keyLog;
  }

  private KeyLogParser parser(KeyLogParser.Faults faults) {
    return new KeyLogParser(this::secret, problems::add, faults);
  }

  @Override
  public TlsDecryptor begin() {
    return new Session(this);
  }

  @Override
  public synchronized void secret(TlsSecret secret) {
    Map<String, Bytes> session =
        sessions.computeIfAbsent(secret.clientRandom(), random -> new LinkedHashMap<>());
    if (session.putIfAbsent(secret.label(), secret.secret()) == null) {
      size++;
    }
    if (forgets && sessions.size() - readers.size() > MOST_UNREAD) {
      forgetOldestUnread();
    }
  }

  private void forgetOldestUnread() {
    for (Bytes random : sessions.keySet()) {
      if (!readers.containsKey(random)) {
        forget(random);
        return;
      }
    }
  }

  private void forget(Bytes random) {
    Map<String, Bytes> session = sessions.remove(random);
    size -= session == null ? 0 : session.size();
  }

  /** Somebody begins to read a session. */
  synchronized void begins(Bytes random) {
    readers.merge(random, 1, Integer::sum);
  }

  /** Somebody has read a session to its end; with the last one it is forgotten. */
  synchronized void ends(Bytes random) {
    boolean last = readers.merge(random, -1, Integer::sum) <= 0;
    if (last) {
      readers.remove(random);
    }
    if (last && forgets) {
      forget(random);
    }
  }

  /** Returns how many secrets are known. */
  public synchronized int size() {
    return size;
  }

  /** Returns the secrets that are known, session by session. */
  public synchronized List<TlsSecret> secrets() {
    return secrets(sessions.keySet());
  }

  /** Returns the secrets that are known of some sessions. */
  synchronized List<TlsSecret> secrets(Collection<Bytes> clientRandoms) {
    List<TlsSecret> secrets = new ArrayList<>();
    for (Bytes random : clientRandoms) {
      sessions
          .getOrDefault(random, Map.of())
          .forEach((label, secret) -> secrets.add(new TlsSecret(label, random, secret)));
    }
    return secrets;
  }

  /** Returns what in the text could not be used, and why. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  synchronized Optional<Bytes> find(Bytes clientRandom, String label) {
    return Optional.ofNullable(sessions.getOrDefault(clientRandom, Map.of()).get(label));
  }

  /** Says what is missing, for people to read. */
  synchronized String missing(Bytes clientRandom, String label) {
    Map<String, Bytes> session = sessions.get(clientRandom);
    if (session != null) {
      return "the key log has no %s of client random %s, only %s"
          .formatted(label, clientRandom.toHex(), String.join(", ", session.keySet()));
    }
    if (sessions.isEmpty()) {
      return "the key log is empty; %s of client random %s is needed"
          .formatted(label, clientRandom.toHex());
    }
    return "the key log has %s, none with client random %s"
        .formatted(
            sessions.size() == 1 ? "one session" : sessions.size() + " sessions",
            clientRandom.toHex());
  }

  /** Returns how much is known, but none of it. */
  @Override
  public synchronized String toString() {
    return "KeyLog[" + size + " secrets of " + sessions.size() + " sessions]";
  }
}
