package dev.postgreswire.loopback;

import static dev.postgreswire.wire.Direction.FRONTEND;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Ending;
import dev.postgreswire.testing.ClosedPort;
import dev.postgreswire.wire.Bytes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Finding the server. */
class DialTest {
  @Test
  void dialsForAClientThatNeverSpeaks() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      accepted.getOutputStream().write('!');

      assertThat(client.getInputStream().read()).isEqualTo('!');
      assertThat(relay.witness().count(FRONTEND)).isZero();
    }
  }

  @Test
  void saysWhoIsConnected() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server);
        Socket client = relay.connect()) {
      Witness witness = relay.witness();

      assertThat(witness.origin().client()).isEqualTo("127.0.0.1:" + client.getLocalPort());
      assertThat(witness.origin().server()).isEqualTo("localhost:" + server.getLocalPort());
      assertThat(witness.origin().partial()).isFalse();
    }
  }

  @Test
  void resetsAClientWhoseServerIsNotThere() throws Exception {
    try (ClosedPort closed = ClosedPort.reserve();
        Relay relay = Relay.to("127.0.0.1", closed.number());
        Socket client = relay.connect()) {
      assertThat(Relay.seesReset(client)).isTrue();
      assertThat(relay.witness().ending()).isEqualTo(Ending.SERVER_UNREACHABLE);
      assertThat(relay.witness().detail()).isEqualTo("Connection refused");
    }
  }

  @Test
  void resetsAClientWhoseServerHasNoAddress() throws Exception {
    Resolver nowhere =
        host -> {
          throw new UnknownHostException(host + ": Name or service not known");
        };
    try (Relay relay = Relay.to("db.invalid", 5432, nowhere);
        Socket client = relay.connect()) {
      assertThat(Relay.seesReset(client)).isTrue();
      assertThat(relay.witness().ending()).isEqualTo(Ending.SERVER_UNREACHABLE);
      assertThat(relay.witness().detail()).isEqualTo("db.invalid: Name or service not known");
    }
  }

  @Test
  void triesEveryAddressAndResolvesForEveryConnection() throws Exception {
    AtomicInteger resolved = new AtomicInteger();
    Resolver twoAddresses =
        host -> {
          resolved.incrementAndGet();
          return List.of(
              InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
              InetAddress.getLoopbackAddress());
        };
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to("db.test", server.getLocalPort(), twoAddresses)) {
      for (int i = 1; i <= 2; i++) {
        try (Socket client = relay.connect();
            Socket accepted = Relay.accept(server)) {
          client.getOutputStream().write(i);
          assertThat(accepted.getInputStream().read()).isEqualTo(i);
        }
      }
      assertThat(resolved).hasValue(2);
    }
  }

  /**
   * The barrier does not wait for a server, and what it took in arrives when the server is there.
   */
  @Test
  void takesInWhatAClientSaysBeforeItsServerIsFound() throws Exception {
    CountDownLatch found = new CountDownLatch(1);
    Resolver slow =
        host -> {
          awaitUninterrupted(found);
          return List.of(InetAddress.getLoopbackAddress());
        };
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to("db.test", server.getLocalPort(), slow);
        Socket client = relay.connect()) {
      client.getOutputStream().write("early".getBytes(US_ASCII));
      client.shutdownOutput();

      Witness witness = relay.witness();
      assertThat(witness.bytes(FRONTEND)).isEqualTo(Bytes.of("early", US_ASCII));
      assertThat(witness.hasEnded(FRONTEND)).isTrue();

      found.countDown();
      try (Socket accepted = Relay.accept(server)) {
        assertThat(accepted.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("early");
      }
      assertThat(witness.ending()).isEqualTo(Ending.CLOSED_BY_CLIENT);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) throws UnknownHostException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new UnknownHostException("interrupted");
    }
  }
}
