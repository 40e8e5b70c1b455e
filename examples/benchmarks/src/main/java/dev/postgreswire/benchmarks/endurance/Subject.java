package dev.postgreswire.benchmarks.endurance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** What is worn out: one of the ways in which connections are recorded. */
interface Subject extends AutoCloseable {
  /** Returns what it is called. */
  String name();

  /** Returns the process that records. */
  long pid();

  /** Lets clients loose, and returns when they are done. */
  Load.Outcome load(long seed, Duration time, boolean calm) throws IOException;

  /** Returns where other programs can connect to; null when they cannot. */
  InetSocketAddress address();

  /** Has it end in an orderly way, and says what is not as it has to be. */
  List<String> end() throws IOException;

  /** Returns what it has said not to have recorded, after the end. */
  default LeftOut leftOut() throws IOException {
    return LeftOut.NOTHING;
  }

  @Override
  void close() throws IOException;
}
