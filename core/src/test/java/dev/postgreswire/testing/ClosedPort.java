package dev.postgreswire.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine on which nobody listens. Until it is closed the system gives it to nobody
 * who asks for any port; a server that asks for this one gets it.
 */
public final class ClosedPort implements Closeable {
  private final Socket bound = new Socket();

  private ClosedPort() throws IOException {
    // As servers have it: then both may be bound, as long as one at most listens.
    bound.setReuseAddress(true);
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** Reserves one. */
  public static ClosedPort reserve() throws IOException {
    return new ClosedPort();
  }

  /** Returns its number. */
  public int number() {
    return bound.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    bound.close();
  }
}
