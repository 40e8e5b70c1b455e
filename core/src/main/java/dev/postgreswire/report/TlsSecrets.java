package dev.postgreswire.report;

import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.wire.Bytes;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the secrets of the TLS sessions that are in the capture, and of no others that a key log
 * may have: before the first packet of the session where they are known by then, else as they come.
 */
final class TlsSecrets {
  private static final int MOST_SESSIONS = 1 << 16;

  private final PcapngBlocks blocks;
  private final boolean wanted;
  private final Map<Bytes, Set<TlsSecret>> waiting = new LinkedHashMap<>();
  private final Map<Bytes, Set<TlsSecret>> sessions = new LinkedHashMap<>();

  TlsSecrets(PcapngBlocks blocks, boolean wanted) {
    this.blocks = blocks;
    this.wanted = wanted;
  }

  void add(TlsSecret secret) throws IOException {
    if (!wanted) {
      return;
    }
    Set<TlsSecret> written = sessions.get(secret.clientRandom());
    if (written == null) {
      waiting.computeIfAbsent(secret.clientRandom(), random -> new LinkedHashSet<>()).add(secret);
      keepFew(waiting);
    } else if (written.add(secret)) {
      write(List.of(secret));
    }
  }

  /** A session begins. */
  void begin(Bytes clientRandom) throws IOException {
    if (wanted && !sessions.containsKey(clientRandom)) {
      Set<TlsSecret> known = waiting.remove(clientRandom);
      sessions.put(clientRandom, known == null ? new LinkedHashSet<>() : known);
      keepFew(sessions);
      if (known != null) {
        write(known);
      }
    }
  }

  private static void keepFew(Map<Bytes, ?> map) {
    if (map.size() > MOST_SESSIONS) {
      map.remove(map.keySet().iterator().next());
    }
  }

  private void write(Collection<TlsSecret> secrets) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (TlsSecret secret : secrets) {
      lines.append(secret.label()).append(' ').append(secret.clientRandom().toHex());
      lines.append(' ').append(secret.secret().toHex()).append('\n');
    }
    blocks.secrets(lines.toString());
  }
}
