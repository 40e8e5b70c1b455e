package dev.postgreswire.benchmarks.endurance;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.WireRecorder;
import dev.postgreswire.WireRecorderOptions;
import dev.postgreswire.WireTarget;
import dev.postgreswire.message.ErrorResponse;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.NoticeResponse;
import dev.postgreswire.message.Terminate;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.testing.conformance.RecordingCheck;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
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
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Deque<Sizes>> recorded = new HashMap<>();

  private record Sizes(long frontend, long backend, boolean whole) {
    /** Of a server that was killed, last words may be lost behind the recorder, or before it. */
    boolean areOf(Passage passage) {
      long said = passage.frontend().length();
      long told = passage.backend().length();
      return whole ? frontend == said && backend == told : frontend <= said && backend >= told;
    }
  }

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
  public Load.Outcome load(long seed, Duration time, boolean calm) throws IOException {
    Load.Outcome outcome = null;
    int windows = time.isZero() ? 1 : WINDOWS;
    for (int i = 0; i < windows; i++) {
      long number = seed * WINDOWS + i;
      Duration part = time.dividedBy(windows);
      PgBench bench = new PgBench(front.address());
      try (PostgresWire window = recorder.window("window " + i)) {
        outcome = bench.beside(number, part, calm, () -> load.run(number, part, calm));
        faults.addAll(bench.failures());
        window.recording().connections().forEach(this::take);
        faults.addAll(RecordingCheck.of(window.recording()));
      }
    }
    return outcome;
  }

  private void take(RecordedConnection connection) {
    recorded
        .computeIfAbsent(connection.client(), key -> new ArrayDeque<>())
        .add(
            new Sizes(
                connection.bytes(Direction.FRONTEND),
                connection.bytes(Direction.BACKEND),
                isWhole(connection)));
  }

  /**
   * Returns whether the client took its leave of a server that had nothing to say but answers. One
   * of whose processes is killed ends the others with an error, or with a warning.
   */
  private static boolean isWhole(RecordedConnection connection) {
    Message told = last(connection, Direction.BACKEND);
    return !(told instanceof ErrorResponse || told instanceof NoticeResponse)
        && last(connection, Direction.FRONTEND) instanceof Terminate;
  }

  private static Message last(RecordedConnection connection, Direction direction) {
    return connection.messages().stream()
        .filter(each -> each.direction() == direction)
        .reduce((one, next) -> next)
        .map(RecordedMessage::message)
        .orElse(null);
  }

  /** Nobody else's: what connects between two windows is in none. pgbench runs within each. */
  @Override
  public InetSocketAddress address() {
    return null;
  }

  /** Compares sizes: what was said, the proxy's recordings are compared by. */
  @Override
  public List<String> end() {
    for (Passage passage : front.passages()) {
      if (passage.isOrderly() && !remove(passage)) {
        faults.add(
            "the recorder does not know of "
                + passage
                + ", but of "
                + recorded.get(passage.address()));
      }
    }
    if (recorder.memoryHeld() > LITTLE) {
      faults.add("without a window the recorder holds " + recorder.memoryHeld() + " bytes");
    }
    return faults;
  }

  private boolean remove(Passage passage) {
    Deque<Sizes> known = recorded.getOrDefault(passage.address(), new ArrayDeque<>());
    return known.stream()
        .filter(each -> each.areOf(passage))
        .findFirst()
        .map(known::remove)
        .isPresent();
  }

  @Override
  public void close() throws IOException {
    front.close();
    recorder.close();
  }
}
