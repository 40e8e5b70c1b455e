package dev.postgreswire.benchmarks.memory;

import dev.postgreswire.testing.TestServer;

/** What an application does with a server, through a recorder's port. */
@FunctionalInterface
interface Load {
  /** Does it, and has closed its connections when it returns. */
  void run(TestServer server, int port) throws Exception;
}
