package dev.postgreswire.benchmarks.endurance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what went in, what was recorded, and what came out. Where a client took its leave, all
 * three are the same. Where a connection broke, bytes are lost on the way, as they are without us;
 * but nothing is passed on that was not recorded, and nothing recorded that did not come.
 */
final class Ledger {
  private static final int MOST_SHOWN = 10;

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** Returns how many connections there were of each kind. */
  Map<String, Long> counts() {
    return counts;
  }

  /** Returns what is not as it has to be; the first few of it. */
  List<String> faults() {
    return faults.subList(0, Math.min(MOST_SHOWN, faults.size()));
  }

  /**
   * Compares how much was said on connections that both know under the same address, in the same
   * order: an address is used again after a while. Not what: in what is written, secrets are
   * masked, at their true length.
   *
   * @param what what is compared
   * @param clients nearer to the client
   * @param servers nearer to the server
   */
  void compare(String what, List<Passage> clients, List<Passage> servers) {
    Map<String, Deque<Passage>> byAddress = new HashMap<>();
    servers.forEach(
        each -> byAddress.computeIfAbsent(each.address(), key -> new ArrayDeque<>()).add(each));
    for (Passage client : clients) {
      Passage server =
          partner(client, byAddress.getOrDefault(client.address(), new ArrayDeque<>()));
      if (server == null) {
        faults.add(what + ": there is nothing of " + client);
      } else {
        compare(what, client, server);
      }
    }
    byAddress.values().stream()
        .flatMap(Deque::stream)
        .filter(Passage::isKnown)
        .forEach(rest -> faults.add(what + ": who is " + rest));
  }

  /**
   * Takes what belongs to {@code client}: the next of its address. Before it there may be some on
   * which too little was said for anybody to record them.
   */
  private static Passage partner(Passage client, Deque<Passage> servers) {
    List<Passage> possible = new ArrayList<>();
    for (Passage each : servers) {
      possible.add(each);
      if (each.isKnown()) {
        break;
      }
    }
    if (possible.isEmpty()) {
      return null;
    }
    Passage partner =
        possible.stream()
            .filter(client::isAsLongAs)
            .findFirst()
            .or(() -> possible.stream().filter(each -> each.isNoLongerThan(client)).findFirst())
            .orElse(possible.get(possible.size() - 1));
    servers.removeAll(possible.subList(0, possible.indexOf(partner) + 1));
    return partner;
  }

  private void compare(String what, Passage client, Passage server) {
    boolean same = client.isAsLongAs(server);
    count(what + (same ? ", same" : ", broken off"));
    if (!same && isWhole(client, server)) {
      faults.add(what + ": " + client + " became " + server);
    } else if (!server.isNoLongerThan(client)) {
      faults.add(what + ": " + server + " is more than " + client);
    }
  }

  /**
   * Compares connections that have nothing in common but what was said, byte for byte.
   *
   * @param clients all of them
   * @param servers those of them that reached the server
   */
  void compareByContent(String what, List<Passage> clients, List<Passage> servers) {
    List<Passage> left = new ArrayList<>(clients);
    List<Passage> broken = new ArrayList<>();
    Map<String, Deque<Passage>> bySize = new HashMap<>();
    left.forEach(each -> bySize.computeIfAbsent(size(each), key -> new ArrayDeque<>()).add(each));
    for (Passage server : servers) {
      if (server.frontend().length() == 0) {
        continue; // nothing to be known by
      }
      Deque<Passage> candidates = bySize.getOrDefault(size(server), new ArrayDeque<>());
      Passage same = candidates.stream().filter(server::isSameAs).findFirst().orElse(null);
      if (same == null) {
        broken.add(server);
      } else {
        candidates.remove(same);
        left.remove(same);
        count(what + ", same");
      }
    }
    for (Passage server : broken) {
      compareBroken(what, server, left);
    }
    left.stream()
        .filter(each -> each.isOrderly() && each.backend().length() > 0)
        .forEach(each -> faults.add(what + ": the server does not know of " + each));
  }

  private void compareBroken(String what, Passage server, List<Passage> left) {
    Passage client = left.stream().filter(server::isBehind).findFirst().orElse(null);
    if (client == null) {
      faults.add(what + ": there is nothing of " + server);
      return;
    }
    left.remove(client);
    count(what + ", broken off");
    if (isWhole(client, server)) {
      faults.add(what + ": " + client + " became " + server);
    }
  }

  /** Returns whether nothing can have been lost on the way. */
  private static boolean isWhole(Passage client, Passage server) {
    return client.isOrderly() && server.isOrderly() && !client.lacksOnlyLastWordsOf(server);
  }

  private static String size(Passage passage) {
    return passage.frontend().length() + " " + passage.backend().length();
  }

  private void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }
}
