package dev.postgreswire.benchmarks.growth;

import java.util.Locale;

/** How much is recorded: so many connections with as many messages each. */
record Size(int connections, int each) {
  int messages() {
    return connections * each;
  }

  @Override
  public String toString() {
    return connections == 1
        ? String.format(Locale.ROOT, "%,d", each)
        : String.format(Locale.ROOT, "%,d × %,d", connections, each);
  }
}
