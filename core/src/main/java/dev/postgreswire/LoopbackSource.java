package dev.postgreswire;

import dev.postgreswire.loopback.BarrierTimeoutException;
import dev.postgreswire.loopback.Loopback;
import dev.postgreswire.loopback.LoopbackOptions;
import dev.postgreswire.recording.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** An address of the recorder's own, to which the application connects. */
final class LoopbackSource implements WireSource {
  private final Loopback loopback;

  LoopbackSource(WireTarget server, Recorder recorder) {
    InetSocketAddress address = InetSocketAddress.createUnresolved(server.host(), server.port());
    try {
      this.loopback = Loopback.open(address, recorder, LoopbackOptions.defaults());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the recorder for " + server.address() + " cannot listen on a loopback port", e);
    }
  }

  @Override
  public void awaitQuiet(Duration timeout) {
    try {
      loopback.drain(timeout);
    } catch (BarrierTimeoutException e) {
      throw new WireBarrierException(e.getMessage(), e);
    }
  }

  @Override
  public String host(WireTarget server) {
    return loopback.address().getAddress().getHostAddress();
  }

  @Override
  public int port(WireTarget server) {
    return loopback.port();
  }

  @Override
  public String listensAt() {
    return loopback.address().getAddress().getHostAddress() + ":" + loopback.port();
  }

  @Override
  public void close() {
    loopback.close();
  }
}
