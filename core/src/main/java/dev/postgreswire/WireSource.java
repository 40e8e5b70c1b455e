package dev.postgreswire;

import java.time.Duration;

/** Where a recorder's bytes come from, and how the application reaches its server then. */
interface WireSource extends AutoCloseable {
  /**
   * Takes in every byte that the application had written before the call.
   *
   * @throws WireBarrierException when that takes longer than {@code timeout}
   */
  void awaitQuiet(Duration timeout);

  /** Returns the host to which the application connects in order to reach {@code server}. */
  String host(WireTarget server);

  /** Returns the port to which the application connects in order to reach {@code server}. */
  int port(WireTarget server);

  /** Returns the address on which the recorder listens; empty where it needs none. */
  String listensAt();

  /** Ends it. */
  @Override
  void close();
}
