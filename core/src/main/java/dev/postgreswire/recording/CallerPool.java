package dev.postgreswire.recording;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Has one object for callers that are equal: most statements come from a few lines of code. */
final class CallerPool {
  /** Threads may have a new name for each request; then it begins anew from time to time. */
  private static final int MOST = 4096;

  private final Map<Caller, Caller> known = new ConcurrentHashMap<>();

  Caller one(Caller caller) {
    if (known.size() >= MOST) {
      known.clear();
    }
    Caller before = known.putIfAbsent(caller, caller);
    return before == null ? caller : before;
  }
}
