package dev.postgreswire.benchmarks.endurance;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.WireRecorder;
import dev.postgreswire.WireRecorderOptions;
import dev.postgreswire.WireTarget;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A recorder in this JVM, as a test has it, behind a meter: many short windows, of which each sees
 * the connections that open in it.
 */
final class EndpointSubject implements Subject {
  private static final int WINDOWS = 3;
  private static final long LITTLE = 4L << 20;

  private final WireRecorder recorder;
  private final Meter front;
  private final Load load;
  private final Map<String, long[]> recorded = new LinkedHashMap<>();

  EndpointSubject(InetSocketAddress server, Storm storm) throws IOException {
    this.recorder =
        WireRecorder.open(
            WireTarget.of("127.0.0.1", server.getPort()),
            WireRecorderOptions.defaults().forWindowsOnly().withEndpoint());
    this.front = Meter.inFrontOf(new InetSocketAddress(recorder.host(), recorder.port()), storm);
    this.load = new Load(front.address());
  }

  @Override
  public String name() {
    return "endpoint";
  }

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public Load.Outcome load(long seed, Duration time, boolean calm) {
    Load.Outcome outcome = null;
    int windows = time.isZero() ? 1 : WINDOWS;
    for (int i = 0; i < windows; i++) {
      try (PostgresWire window = recorder.window("window " + i)) {
        outcome = load.run(seed * WINDOWS + i, time.dividedBy(windows), calm);
        window.recording().connections().forEach(this::take);
      }
    }
    return outcome;
  }

  private void take(RecordedConnection connection) {
    recorded.put(
        connection.id() + " " + connection.client(),
        new long[] {connection.bytes(Direction.FRONTEND), connection.bytes(Direction.BACKEND)});
  }

  @Override
  public InetSocketAddress address() {
    return front.address();
  }

  /** Compares sizes: what was said, the proxy's recordings are compared by. */
  @Override
  public List<String> end() {
    List<String> faults = new ArrayList<>();
    for (Passage passage : front.passages()) {
      if (passage.isOrderly() && !remove(passage)) {
        faults.add("the recorder does not know of " + passage);
      }
    }
    if (recorder.memoryHeld() > LITTLE) {
      faults.add("without a window the recorder holds " + recorder.memoryHeld() + " bytes");
    }
    return faults;
  }

  private boolean remove(Passage passage) {
    return recorded
        .entrySet()
        .removeIf(
            each ->
                each.getKey().endsWith(" " + passage.address())
                    && each.getValue()[0] == passage.frontend().length()
                    && each.getValue()[1] == passage.backend().length());
  }

  @Override
  public void close() throws IOException {
    front.close();
    recorder.close();
  }
}
