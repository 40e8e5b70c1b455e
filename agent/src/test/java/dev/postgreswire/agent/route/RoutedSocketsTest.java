package dev.postgreswire.agent.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Caller;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutedSocketsTest {
  private static final InetSocketAddress REMOTE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5432);

  private final RoutedSockets sockets = new RoutedSockets();

  @Test
  void tellsSocketsApartThatThinkTheyAreEqual() {
    // As Netty's do: they are equal when their numbers are.
    Number socket = number();
    Number another = number();
    assertThat(socket).isEqualTo(another).isNotSameAs(another);

    sockets.ours(socket);

    assertThat(sockets.isOurs(socket)).isTrue();
    assertThat(sockets.isOurs(another)).isFalse();
  }

  @Test
  void forgetsWhatIsClosed() {
    Object socket = new Object();
    sockets.opened(socket, opened());
    assertThat(sockets.opened(socket)).isEqualTo(opened());

    sockets.closed(socket);

    assertThat(sockets.opened(socket)).isNull();
  }

  @Test
  void knowsEitherThatASocketIsConnectingOrThatItIsConnected() {
    Object socket = new Object();
    PendingConnect connect =
        new PendingConnect("db.test:5432", REMOTE, true, Caller.UNKNOWN, Instant.EPOCH);
    sockets.connecting(socket, connect);
    assertThat(sockets.connecting(socket)).isEqualTo(connect);
    assertThat(sockets.opened(socket)).isNull();

    sockets.opened(socket, opened());

    assertThat(sockets.connecting(socket)).isNull();
    assertThat(sockets.opened(socket)).isEqualTo(opened());
  }

  @Test
  void keepsNoSocketThatNobodyElseHas() {
    WeakIdentityMap<Object> map = new WeakIdentityMap<>();
    Object kept = new Object();
    map.put(kept, "kept");
    for (int i = 0; i < 1000; i++) {
      map.put(new Object(), "let go");
    }
    // It lets go when something is put, of what the collector has found by then.
    while (map.size() > 500) {
      System.gc();
      map.put(kept, "kept");
    }
    assertThat(map.get(kept)).isEqualTo("kept");
  }

  private static Number number() {
    return new BigInteger("12345678901");
  }

  private static OpenedSocket opened() {
    return new OpenedSocket(
        "db.test:5432", REMOTE, null, Caller.UNKNOWN, Instant.EPOCH, Optional.empty(), false);
  }
}
