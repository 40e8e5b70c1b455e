package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.install.Callers;
import dev.postgreswire.recording.WireSink;
import java.nio.ByteBuffer;

/** What a socket says is recorded by the loopback, which does not know who said it. */
final class RoutedStage implements Stage {
  private final WireSink.Connection connection;
  private final WriterLog writers;
  private long sent;

  RoutedStage(WireSink.Connection connection, Callers callers) {
    this.connection = connection;
    this.writers = new WriterLog(callers);
    writing(); // what has been written before anybody knew what this is
  }

  @Override
  public Stage sent(ByteBuffer bytes) {
    sent += bytes.remaining();
    return this;
  }

  @Override
  public Stage received(ByteBuffer bytes) {
    return this;
  }

  @Override
  public Stage unseen(long count) {
    sent += Math.max(0, count);
    return this;
  }

  @Override
  public void writing() {
    writers.writing(sent, connection::writtenBy);
  }
}
