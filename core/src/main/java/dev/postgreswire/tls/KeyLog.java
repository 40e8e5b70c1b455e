package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsDecryptor;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.wire.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
 * <p>Safe for use by several threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9850">RFC 9850, The SSLKEYLOGFILE Format for
 *     TLS</a>
 */
public final class KeyLog implements TlsDecryptor.Source {
  private final Map<Bytes, Map<String, Bytes>> sessions = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private int size;

  private KeyLog() {}

  /** Returns a key log that knows nothing yet. */
  public static KeyLog empty() {
    return new KeyLog();
  }

  /**
   * Reads a file.
   *
   * @throws KeyLogException if a line is none of a key log
   */
  public static KeyLog read(Path file) throws IOException {
    KeyLog keyLog = new KeyLog();
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
    KeyLog keyLog = new KeyLog();
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
