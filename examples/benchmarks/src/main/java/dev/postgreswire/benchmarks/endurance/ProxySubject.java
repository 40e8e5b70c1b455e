package dev.postgreswire.benchmarks.endurance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command line's proxy, in a process of its own, between two meters. */
final class ProxySubject implements Subject {
  private final JvmProcess proxy;
  private final Meter front;
  private final Load load;

  ProxySubject(Path folder, InetSocketAddress server, Storm storm) throws IOException {
    this.proxy =
        JvmProcess.start(
            folder.resolve("proxy.err"),
            List.of(
                "-Xmx256m",
                "-jar",
                JvmProcess.agentJar(),
                "proxy",
                "--server",
                "127.0.0.1:" + server.getPort(),
                "--out",
                folder.toString()));
    String line = proxy.answer();
    int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    this.front =
        Meter.inFrontOf(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), storm);
    this.load = new Load(front.address());
  }

  @Override
  public String name() {
    return "proxy";
  }

  @Override
  public long pid() {
    return proxy.pid();
  }

  @Override
  public Load.Outcome load(long seed, Duration time, boolean calm) {
    return load.run(seed, time, calm);
  }

  @Override
  public InetSocketAddress address() {
    return front.address();
  }

  Meter front() {
    return front;
  }

  @Override
  public List<String> end() throws IOException {
    List<String> faults = new ArrayList<>();
    int status = proxy.end(true);
    if (status != 0) {
      faults.add("the proxy ended with status " + status + ": " + proxy.err());
    }
    return faults;
  }

  @Override
  public void close() throws IOException {
    front.close();
    proxy.close();
  }
}
