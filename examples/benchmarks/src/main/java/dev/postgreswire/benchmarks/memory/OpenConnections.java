package dev.postgreswire.benchmarks.memory;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.WireRecorderOptions;
import dev.postgreswire.WireTarget;
import dev.postgreswire.benchmarks.measure.Client;
import dev.postgreswire.benchmarks.measure.Heap;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Weighs connections that are open, as a pool's are: with the relay's sockets and buffers. What the
 * clients themselves take of this heap is weighed without a recorder, and taken off.
 */
final class OpenConnections {
  /** Large ones leave more of the heap unused than the relay takes, now more and now less. */
  private static final int BUFFER = 512;

  private final TestServer server;
  private final int count;
  private final int statements;

  OpenConnections(TestServer server, int count, int statements) {
    this.server = server;
    this.count = count;
    this.statements = statements;
  }

  /** What is done while all of them are open. */
  private interface Measure {
    Held of(long heap);
  }

  Held weigh() throws IOException {
    through(server.port(), heap -> new Held(heap, 0, 0, 0)); // loads classes
    double direct = through(server.port(), heap -> new Held(heap, 0, 0, 0)).heap();
    WireRecorderOptions options = WireRecorderOptions.defaults().withMemoryLimit(1L << 30);
    String url = server.jdbcUrl(TestRole.ADMIN);
    try (WireRecorder recorder = WireRecorder.open(WireTarget.parse(url), options)) {
      through(recorder.port(), heap -> new Held(heap, 0, 0, 0)); // more classes
    }
    try (WireRecorder recorder = WireRecorder.open(WireTarget.parse(url), options)) {
      return through(recorder.port(), heap -> held(recorder, heap - direct));
    }
  }

  private Held held(WireRecorder recorder, double heap) {
    double counted = recorder.memoryHeld();
    Recording recording = recorder.recording();
    double wire = recording.bytes(Direction.FRONTEND) + recording.bytes(Direction.BACKEND);
    return new Held(heap, counted, wire, recording.messages().size());
  }

  private Held through(int port, Measure measure) throws IOException {
    List<Client> clients = new ArrayList<>();
    try {
      long before = Heap.live();
      for (int i = 0; i < count; i++) {
        clients.add(Client.login(port, BUFFER));
        for (int statement = 0; statement < statements; statement++) {
          clients.get(i).query("select 1");
        }
      }
      return measure.of(Heap.live() - before);
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
  }
}
