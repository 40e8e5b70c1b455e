package dev.postgreswire.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nobody else gets in. */
class LoopbackAccessTest {
  @Test
  void listensOnAFreePortOfLocalhost() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server)) {
      assertThat(relay.loopback().address().getAddress().getHostAddress()).isEqualTo("127.0.0.1");
      assertThat(relay.loopback().port()).isPositive();
    }
  }

  @Test
  void isNotThereOnOtherAddresses() throws Exception {
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server)) {
      for (InetAddress address : otherAddresses()) {
        assertThatThrownBy(() -> new Socket(address, relay.loopback().port()).close())
            .isInstanceOf(IOException.class);
      }
      relay.drain();
      assertThat(relay.witnesses()).isEmpty();
    }
  }

  @Test
  void refusesToListenForOthers() {
    LoopbackOptions options = LoopbackOptions.defaults();
    assertThatThrownBy(() -> options.withListen(new InetSocketAddress(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            " is not a loopback address; listen on 127.0.0.1, [::1] or localhost");
    assertThatThrownBy(() -> options.withListen(InetSocketAddress.createUnresolved("localhost", 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.withBarrierLimit(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysThatAPortIsTaken() throws Exception {
    try (ServerSocket server = Relay.server()) {
      LoopbackOptions taken =
          LoopbackOptions.defaults().withListen((InetSocketAddress) server.getLocalSocketAddress());
      assertThatThrownBy(() -> Relay.to(server, taken)).isInstanceOf(BindException.class);
    }
  }

  private static List<InetAddress> otherAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .collect(Collectors.toList());
  }
}
