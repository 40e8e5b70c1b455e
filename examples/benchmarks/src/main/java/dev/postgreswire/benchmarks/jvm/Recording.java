package dev.postgreswire.benchmarks.jvm;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.WireRecorder;
import dev.postgreswire.WireRecorderOptions;
import dev.postgreswire.WireTarget;

/**
 * Who records within the application, as a test would have it: in a window for each measurement.
 */
enum Recording {
  /** Nobody; or somebody of whom the application does not know. */
  NONE {
    @Override
    Session begin(String url) {
      return new Session(url, () -> {});
    }
  },

  /** The test's recorder, which the agent of this JVM tells. */
  AGENT {
    @Override
    Session begin(String url) {
      PostgresWire window = WireRecorder.ofThisJvm().window("round");
      return new Session(url, window::close);
    }
  },

  /** A recorder without an agent, whose address takes the server's place in the URL. */
  ENDPOINT {
    @Override
    Session begin(String url) {
      WireTarget server = WireTarget.parse(url);
      WireRecorder recorder =
          WireRecorder.open(server, WireRecorderOptions.defaults().withEndpoint());
      return new Session(recorder.jdbcUrl(), recorder::close);
    }
  };

  abstract Session begin(String url);

  /**
   * One measurement.
   *
   * @param url by which the server is reached
   */
  record Session(String url, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }
}
