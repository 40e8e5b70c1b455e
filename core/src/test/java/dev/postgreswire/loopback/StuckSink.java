package dev.postgreswire.loopback;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/**
 * Writes to a disk that does not answer until the test says so.
 *
 * @param target what is told then
 * @param disk counted down when it answers
 */
record StuckSink(WireSink target, CountDownLatch disk) implements WireSink {
  @Override
  public Connection opened(ConnectionOrigin origin, Instant time) {
    await();
    return target.opened(origin, time);
  }

  @Override
  public void secret(TlsSecret secret) {
    target.secret(secret);
  }

  @Override
  public void missed(MissedConnection connection) {
    target.missed(connection);
  }

  private void await() {
    try {
      disk.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
