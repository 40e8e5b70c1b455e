package dev.postgreswire.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** The heap of this JVM. */
public final class Heap {
  /** So often in a row a collection has to find nothing more. */
  private static final int SETTLED = 2;

  private static final int MOST_COLLECTIONS = 12;

  private Heap() {}

  /** Returns the bytes of all that is reachable: what collections leave until they find no more. */
  public static long live() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long least = Long.MAX_VALUE;
    int settled = 0;
    for (int i = 0; i < MOST_COLLECTIONS && settled < SETTLED; i++) {
      memory.gc();
      long used = memory.getHeapMemoryUsage().getUsed();
      settled = used < least ? 0 : settled + 1;
      least = Math.min(least, used);
    }
    return least;
  }
}
