package dev.postgreswire.agent.cli;

import dev.postgreswire.WireTarget;
import dev.postgreswire.loopback.Loopback;
import dev.postgreswire.loopback.LoopbackOptions;
import dev.postgreswire.loopback.Spool;
import dev.postgreswire.recording.RecordingStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * Relays, and writes in a thread of its own: {@link Loopback} → {@link Spool} → {@link
 * RecordingStream} → {@link LiveOutputs}.
 */
final class Proxy implements AutoCloseable {
  /** How many bytes may wait to be written before clients and servers have to wait. */
  private static final long WAITING_BYTES = 32 << 20;

  /** What is lost at most when the process is killed. */
  private static final Duration FLUSH_PERIOD = Duration.ofSeconds(1);

  private final Loopback loopback;
  private final Spool spool;
  private final RecordingStream stream;
  private final LiveOutputs outputs;

  private Proxy(
      InetSocketAddress server, InetSocketAddress listen, LiveOutputs outputs, PrintWriter err)
      throws IOException {
    this.outputs = outputs;
    this.stream = new RecordingStream(outputs, null);
    this.spool =
        Spool.open(
            stream,
            new Spool.Options(
                WAITING_BYTES,
                FLUSH_PERIOD,
                outputs::flush,
                cause -> err.println("nothing more is recorded: " + Failure.reason(cause))));
    try {
      this.loopback = Loopback.open(server, spool, LoopbackOptions.defaults().withListen(listen));
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  /**
   * Begins to listen.
   *
   * @throws Failure when that is not possible
   */
  static Proxy open(Address listen, WireTarget server, LiveOutputs outputs, PrintWriter err) {
    InetSocketAddress address = loopbackAddress(listen);
    try {
      InetAddress.getByName(server.host());
      return new Proxy(
          InetSocketAddress.createUnresolved(server.host(), server.port()), address, outputs, err);
    } catch (UnknownHostException e) {
      throw new Failure("--server " + server.address() + ": no host is known by that name", e);
    } catch (BindException e) {
      throw new Failure(
          "--listen " + listen + ": " + e.getMessage() + "; port 0 picks a free one", e);
    } catch (IOException e) {
      throw new Failure("--listen " + listen + ": " + Failure.reason(e), e);
    }
  }

  private static InetSocketAddress loopbackAddress(Address listen) {
    try {
      InetSocketAddress address = listen.resolve();
      if (address.getAddress().isLoopbackAddress()) {
        return address;
      }
    } catch (UnknownHostException e) {
      throw new Failure("--listen " + listen + ": no host is known by that name", e);
    }
    throw new Failure(
        "--listen "
            + listen
            + ": only this machine may connect; write 127.0.0.1:"
            + listen.port()
            + ", [::1]:"
            + listen.port()
            + " or localhost:"
            + listen.port());
  }

  /** Returns where it listens. */
  InetSocketAddress address() {
    return loopback.address();
  }

  /** Closes the connections, writes what is left of them, and completes the files. */
  @Override
  public void close() {
    loopback.close();
    spool.close();
    stream.finish();
    outputs.close();
  }
}
