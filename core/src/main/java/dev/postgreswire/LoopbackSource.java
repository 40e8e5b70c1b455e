package dev.postgreswire;

import dev.postgreswire.loopback.BarrierTimeoutException;
import dev.postgreswire.loopback.Loopback;
import dev.postgreswire.recording.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** An address of the recorder's own, to which the application connects. */
final class LoopbackSource implements WireSource {
  private final RecorderTls tls;
  private final Loopback loopback;

  LoopbackSource(WireTarget server, Recorder recorder, WireRecorderOptions options) {
    InetSocketAddress address = InetSocketAddress.createUnresolved(server.host(), server.port());
    try {
      this.tls = RecorderTls.of(server, options);
      this.loopback = Loopback.open(address, recorder, tls.loopback(server));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the recorder for " + server.address() + " cannot be opened: " + e.getMessage(), e);
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
  public String jdbcQuery(WireTarget server) {
    return tls.jdbcQuery(server);
  }

  @Override
  public String r2dbcQuery(WireTarget server) {
    return tls.r2dbcQuery(server);
  }

  @Override
  public Optional<String> certificateAuthority() {
    return tls.authorityPem();
  }

  @Override
  public void close() {
    loopback.close();
  }
}
