package dev.postgreswire.benchmarks.proxy;

import dev.postgreswire.loopback.Loopback;
import dev.postgreswire.loopback.LoopbackOptions;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Window;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What a test's recorder is, in a process of its own: a loopback that keeps what it records. */
final class MemoryProxy {
  private static final long LIMIT = 64 << 20;

  private MemoryProxy() {}

  /** Relays from one port to another until the process is told to end. */
  public static void main(String[] ports) throws IOException, InterruptedException {
    // A number, as the others have it: a name is resolved anew for each connection.
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    Recorder recorder = new Recorder(new RecorderOptions(LIMIT));
    InetSocketAddress listen = new InetSocketAddress(here, Integer.parseInt(ports[0]));
    InetSocketAddress server = new InetSocketAddress(here, Integer.parseInt(ports[1]));
    try (Window window = recorder.openWindow("benchmark");
        Loopback loopback =
            Loopback.open(server, recorder, LoopbackOptions.defaults().withListen(listen))) {
      System.out.println(window.name() + " records on port " + loopback.port());
      Thread.currentThread().join();
    }
  }
}
