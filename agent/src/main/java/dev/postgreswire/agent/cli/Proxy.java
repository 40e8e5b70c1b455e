package dev.postgreswire.agent.cli;

import dev.postgreswire.WireTarget;
import dev.postgreswire.agent.output.LiveOutputs;
import dev.postgreswire.agent.output.Together;
import dev.postgreswire.loopback.Log;
import dev.postgreswire.loopback.Loopback;
import dev.postgreswire.loopback.LoopbackOptions;
import dev.postgreswire.loopback.Spool;
import dev.postgreswire.loopback.TlsTermination;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.tls.KeyLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Relays, and writes in a thread of its own: {@link Loopback} → {@link Spool} → {@link
 * RecordingStream} → {@link LiveOutputs}.
 */
final class Proxy {
  /** How many bytes may wait to be written before clients and servers have to wait, at most. */
  private static final long MOST_WAITING_BYTES = 32 << 20;

  private static final int SHARE_OF_HEAP = 8;

  /** How long a secret in the key log may go unnoticed. */
  private static final Duration PERIOD = Duration.ofMillis(100);

  /** What is lost at most when the process is killed. */
  private static final Duration FLUSH_PERIOD = Duration.ofSeconds(1);

  private final LiveOutputs outputs;
  private final RecordingStream stream;
  private final Optional<KeyLogFollower> keyLog;
  private final Spool spool;
  private final Loopback loopback;
  private long flushed = System.nanoTime();

  /**
   * What the command line says.
   *
   * @param listen where clients connect to
   * @param server where the server is
   * @param keyLog a file of TLS secrets that grows
   * @param termination how TLS ends here
   */
  record Settings(
      InetSocketAddress listen,
      WireTarget server,
      Optional<Path> keyLog,
      Optional<TlsTermination> termination) {}

  /**
   * What is written.
   *
   * @param outputs the files
   * @param listener what tells them
   */
  record Files(LiveOutputs outputs, RecordingListener listener) {}

  private Proxy(Settings settings, Files files, PrintWriter err) throws IOException {
    this.outputs = files.outputs;
    this.stream =
        new RecordingStream(
            Together.of(files.listener, new Remarks(err)),
            // Records of TLS wait for secrets only where there may be some.
            settings.keyLog.isPresent() ? KeyLog.empty() : null);
    this.keyLog = settings.keyLog.map(file -> new KeyLogFollower(file, stream::secret, err));
    this.spool =
        Spool.open(
            stream,
            new Spool.Options(
                Math.min(MOST_WAITING_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP),
                PERIOD,
                this::upkeep,
                cause -> err.println("nothing more is recorded: " + Failure.reason(cause))));
    try {
      LoopbackOptions options = LoopbackOptions.defaults().withListen(settings.listen);
      this.loopback =
          Loopback.open(
              InetSocketAddress.createUnresolved(settings.server.host(), settings.server.port()),
              spool,
              settings.termination.map(options::withTermination).orElse(options));
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
  static Proxy open(Settings settings, Files files, PrintWriter err) {
    checkKnown(settings.server);
    String listen = "--listen " + Address.text(settings.listen) + ": ";
    Log.to(err::println);
    try {
      return new Proxy(settings, files, err);
    } catch (BindException e) {
      throw new Failure(listen + e.getMessage() + "; port 0 picks a free one", e);
    } catch (IOException e) {
      throw new Failure(listen + Failure.reason(e), e);
    }
  }

  /** A name that nobody knows is most likely misspelt. It is looked up again for each client. */
  private static void checkKnown(WireTarget server) {
    try {
      InetAddress.getByName(server.host());
    } catch (UnknownHostException e) {
      throw new Failure(
          "--server " + server.address() + ": no host is known by that name; check the spelling",
          e);
    }
  }

  /** Returns where it listens. */
  InetSocketAddress address() {
    return loopback.address();
  }

  /** Runs in the writing thread. */
  private void upkeep() {
    keyLog.ifPresent(KeyLogFollower::poll);
    if (System.nanoTime() - flushed >= FLUSH_PERIOD.toNanos()) {
      stream.retry();
      outputs.flush();
      flushed = System.nanoTime();
    }
  }

  /**
   * Closes the connections, writes what is left of them, and completes the files.
   *
   * @return whether all was written
   */
  boolean close() {
    loopback.close();
    spool.close();
    stream.finish();
    return outputs.close();
  }
}
