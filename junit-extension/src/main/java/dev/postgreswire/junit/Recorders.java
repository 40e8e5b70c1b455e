package dev.postgreswire.junit;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.WireRecorderOptions;
import dev.postgreswire.WireTarget;
import dev.postgreswire.junit.RecordingSettings.Limits;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** The recorders of this run of tests: one for each server, with one port, until the run ends. */
final class Recorders {
  private static final Namespace NAMESPACE = Namespace.create(Recorders.class);

  private Recorders() {}

  /**
   * Returns the recorder of a server, which the first that asks for it opens.
   *
   * @param server the server; empty for all of them, which takes the agent
   * @param owner with what the recorder ends: the root, unless the server does not last that long
   */
  static WireRecorder of(
      Routing routing, Optional<WireTarget> server, Limits limits, ExtensionContext owner) {
    OpenRecorder open =
        owner
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                routing + " " + server.map(WireTarget::address),
                key -> new OpenRecorder(open(routing, server, limits.options()), limits.options()),
                OpenRecorder.class);
    if (!limits.areMetBy(open.options)) {
      throw new ExtensionConfigurationException(
          ("the recorder for %s is open already, with memoryLimit = \"%d\" and timeout = \"%d ms\";"
                  + " all tests share it, so write the same for all of them")
              .formatted(
                  server.map(WireTarget::address).orElse("all servers"),
                  open.options.memoryLimit(),
                  open.options.barrierTimeout().toMillis()));
    }
    return open.recorder;
  }

  private static WireRecorder open(
      Routing routing, Optional<WireTarget> server, WireRecorderOptions options) {
    return switch (routing) {
      case AGENT -> WireRecorder.ofThisJvm(server, options);
      case ADDRESS -> WireRecorder.open(server.orElseThrow(), options.withEndpoint());
    };
  }

  /** JUnit up to 5.12 closes the one kind, later ones the other; both close only once. */
  private static final class OpenRecorder implements CloseableResource, AutoCloseable {
    private final WireRecorderOptions options;
    private final WireRecorder recorder;

    OpenRecorder(WireRecorder recorder, WireRecorderOptions options) {
      this.options = options;
      this.recorder = recorder;
    }

    @Override
    public void close() {
      recorder.close();
    }
  }
}
