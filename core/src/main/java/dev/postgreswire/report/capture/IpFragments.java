package dev.postgreswire.report.capture;

import dev.postgreswire.wire.Bytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Joins the fragments of IP packets. Few are under way at once: PostgreSQL's packets are fragmented
 * by tunnels at most.
 */
final class IpFragments {
  static final String INCOMPLETE = "fragments of IP packets of which others are missing";
  private static final int MOST = 64;
  private static final int LONGEST = 1 << 16;

  /** Of one packet; a link's MTU is 576 at least. */
  private static final int MOST_PARTS = 128;

  /** How long a host keeps them; later, the same number means another packet. */
  private static final Duration LIFETIME = Duration.ofSeconds(60);

  private final Tally tally;
  private final Map<Key, Parts> pending = new LinkedHashMap<>();

  private record Key(Bytes source, Bytes destination, int id) {}

  /** What is there of one packet. */
  private static final class Parts {
    private final Instant since;
    private final NavigableMap<Integer, byte[]> parts = new TreeMap<>();
    private int length = -1;

    Parts(Instant since) {
      this.since = since;
    }

    void add(int offset, boolean more, ByteBuffer data) {
      if (parts.size() == MOST_PARTS) {
        return;
      }
      byte[] copy = new byte[data.remaining()];
      data.get(data.position(), copy);
      parts.putIfAbsent(offset, copy);
      length = more ? length : offset + copy.length;
    }

    /** Returns whether everything up to the end is there. */
    boolean areComplete() {
      int end = 0;
      for (Map.Entry<Integer, byte[]> part : parts.entrySet()) {
        if (part.getKey() > end) {
          return false;
        }
        end = Math.max(end, part.getKey() + part.getValue().length);
      }
      return length >= 0 && end >= length;
    }

    ByteBuffer joined() {
      byte[] whole = new byte[length];
      parts
          .descendingMap()
          .forEach(
              (from, part) -> {
                if (from < length) {
                  System.arraycopy(part, 0, whole, from, Math.min(part.length, length - from));
                }
              });
      return ByteBuffer.wrap(whole);
    }
  }

  IpFragments(Tally tally) {
    this.tally = tally;
  }

  /**
   * Takes a fragment.
   *
   * @param fragment with its own part of the data
   * @return the whole, when this was the last one missing
   */
  Optional<IpLayer.Datagram> add(
      int id, int offset, boolean more, IpLayer.Datagram fragment, Instant time) {
    if (fragment.missing() > 0 || offset + fragment.data().remaining() > LONGEST) {
      tally.skip("fragments of IP packets that are cut");
      return Optional.empty();
    }
    Key key = new Key(fragment.source(), fragment.destination(), id);
    forgetOld(key, time);
    Parts parts = pending.computeIfAbsent(key, any -> new Parts(time));
    parts.add(offset, more, fragment.data());
    if (!parts.areComplete()) {
      return Optional.empty();
    }
    pending.remove(key);
    return Optional.of(
        new IpLayer.Datagram(fragment.source(), fragment.destination(), parts.joined(), 0));
  }

  /** No more will come. */
  void finish() {
    pending.values().forEach(this::giveUp);
    pending.clear();
  }

  private void forgetOld(Key key, Instant time) {
    Parts same = pending.get(key);
    if (same != null && same.since.plus(LIFETIME).isBefore(time)) {
      giveUp(pending.remove(key));
    }
    if (pending.size() >= MOST && !pending.containsKey(key)) {
      giveUp(pending.remove(pending.keySet().iterator().next()));
    }
  }

  private void giveUp(Parts parts) {
    for (int i = 0; i < parts.parts.size(); i++) {
      tally.skip(INCOMPLETE);
    }
  }
}
