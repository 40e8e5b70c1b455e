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
 * may have. The packets of a session wait for them, as long as not too many sessions do.
 */
final class TlsSecrets {
  private static final int MOST_SESSIONS = 1 << 16;
  private static final int MOST_HELD = 64;
  private static final String TLS_12 = "CLIENT_RANDOM";
  private static final Set<String> TLS_13 =
      Set.of("CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0");

  private final PcapngBlocks blocks;
  private final boolean wanted;
  private final Map<Bytes, Set<TlsSecret>> early = new LinkedHashMap<>();
  private final Map<Bytes, Set<TlsSecret>> written = new LinkedHashMap<>();
  private final Map<Bytes, PacketQueue> held = new LinkedHashMap<>();

  TlsSecrets(PcapngBlocks blocks, boolean wanted) {
    this.blocks = blocks;
    this.wanted = wanted;
  }

  void add(TlsSecret secret) throws IOException {
    Bytes session = secret.clientRandom();
    if (!wanted) {
      return;
    }
    Set<TlsSecret> known = written.get(session);
    if (known == null) {
      early.computeIfAbsent(session, random -> new LinkedHashSet<>()).add(secret);
      keepFew(early);
    } else if (known.add(secret)) {
      write(List.of(secret));
      releaseIfComplete(session);
    }
  }

  /** A session begins, whose packets go through {@code packets}. */
  void begin(Bytes session, PacketQueue packets) throws IOException {
    if (!wanted || written.containsKey(session)) {
      return;
    }
    Set<TlsSecret> known = early.remove(session);
    written.put(session, known == null ? new LinkedHashSet<>() : known);
    keepFew(written);
    if (known != null) {
      write(known);
    }
    held.values().removeIf(queue -> !queue.isHeld());
    if (held.size() < MOST_HELD) {
      packets.hold();
      held.put(session, packets);
      releaseIfComplete(session);
    }
  }

  private void releaseIfComplete(Bytes session) throws IOException {
    Set<String> labels = new LinkedHashSet<>();
    written.get(session).forEach(secret -> labels.add(secret.label()));
    PacketQueue packets = held.get(session);
    if (packets != null && (labels.contains(TLS_12) || labels.containsAll(TLS_13))) {
      held.remove(session);
      packets.release();
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
