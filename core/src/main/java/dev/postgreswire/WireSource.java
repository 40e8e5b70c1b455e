package dev.postgreswire;

import java.time.Duration;
import java.util.Optional;

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

  /** Returns what stands behind the {@code ?} of a JDBC URL. */
  default String jdbcQuery(WireTarget server) {
    return server.query();
  }

  /** Returns what stands behind the {@code ?} of an R2DBC URL. */
  default String r2dbcQuery(WireTarget server) {
    return server.query();
  }

  /** Returns the certificate, in PEM, that clients have to trust; empty when there is none. */
  default Optional<String> certificateAuthority() {
    return Optional.empty();
  }
}
