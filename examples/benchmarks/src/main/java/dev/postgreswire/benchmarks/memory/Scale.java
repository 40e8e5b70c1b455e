package dev.postgreswire.benchmarks.memory;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.WireRecorderOptions;
import dev.postgreswire.WireTarget;
import dev.postgreswire.benchmarks.measure.Heap;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.tls.KeyLog;
import dev.postgreswire.wire.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Weighs recorders: the live heap before a load and after it, while their windows are open. */
final class Scale {
  private static final long MUCH = 1L << 30;

  /** Not a name: the thread that looks one up stays for some seconds, and is no recording. */
  private static final String ADDRESS = "127.0.0.1";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestServer server;

  Scale(TestServer server) {
    this.server = server;
  }

  /**
   * Weighs what one recorder holds after a load.
   *
   * @param recorders how many share what a collection leaves by chance; each has the whole load
   * @param decrypting whether they would decrypt TLS sessions, as the agent's recorder does
   */
  Held weigh(Load load, int recorders, boolean decrypting) throws Exception {
    List<WireRecorder> all = new ArrayList<>();
    try {
      for (int i = 0; i < recorders; i++) {
        all.add(WireRecorder.open(WireTarget.of(ADDRESS, server.port()), options(decrypting)));
      }
      long before = Heap.live();
      for (WireRecorder recorder : all) {
        load.run(server, recorder.port());
        recorder.recording(); // a barrier: all connections are over in it
      }
      long after = Heap.live();
      return sum(all, after - before).times(1.0 / recorders);
    } finally {
      all.forEach(WireRecorder::close);
    }
  }

  private static WireRecorderOptions options(boolean decrypting) {
    WireRecorderOptions options =
        WireRecorderOptions.defaults().withMemoryLimit(MUCH).withBarrierTimeout(PATIENCE);
    return decrypting ? options.withKeyLog(KeyLog.empty()) : options;
  }

  /** Has a load of the same kind load classes, and the driver keep what it keeps. */
  void warm(Load load) throws Exception {
    weigh(load, 2, false);
    weigh(load, 2, true);
  }

  private static Held sum(List<WireRecorder> recorders, long heap) {
    double counted = 0;
    double wire = 0;
    double messages = 0;
    for (WireRecorder recorder : recorders) {
      counted += recorder.memoryHeld();
      Recording recording = recorder.recording();
      wire += recording.bytes(Direction.FRONTEND) + recording.bytes(Direction.BACKEND);
      messages += recording.messages().size();
    }
    return new Held(heap, counted, wire, messages);
  }
}
