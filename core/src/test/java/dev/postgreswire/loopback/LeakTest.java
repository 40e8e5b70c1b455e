package dev.postgreswire.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Nothing is left of a loopback that was closed, nor of a connection that is over. */
class LeakTest {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @Test
  void leavesNoThread() throws Exception {
    try (ServerSocket server = Relay.server()) {
      useAndClose(server);
    }
    assertThat(ownThreads()).isEmpty();
  }

  @Test
  void leavesNoFileDescriptorWhenClosed() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(DESCRIPTORS));
    try (ServerSocket server = Relay.server()) {
      useAndClose(server);
      long before = descriptors();
      for (int i = 0; i < 20; i++) {
        useAndClose(server);
      }
      assertThat(descriptors()).isLessThanOrEqualTo(before);
    }
  }

  @Test
  void leavesNoFileDescriptorWhenAConnectionIsOver() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(DESCRIPTORS));
    try (ServerSocket server = Relay.server();
        Relay relay = Relay.to(server)) {
      converse(relay, server);
      // Descriptors go at the selector's next round at the latest; each conversation brings some.
      long before = descriptors();
      for (int i = 0; i < 100; i++) {
        converse(relay, server);
      }
      assertThat(descriptors()).isLessThanOrEqualTo(before + 10);
    }
  }

  private static void useAndClose(ServerSocket server) throws Exception {
    try (Relay relay = Relay.to(server);
        Socket open = relay.connect();
        Socket openAtServer = Relay.accept(server)) {
      converse(relay, server);
      Relay.reset(open);
      assertThat(Relay.seesReset(openAtServer)).isTrue();
      relay.drain();
    }
  }

  private static void converse(Relay relay, ServerSocket server) throws Exception {
    try (Socket client = relay.connect();
        Socket accepted = Relay.accept(server)) {
      client.getOutputStream().write(1);
      assertThat(accepted.getInputStream().read()).isEqualTo(1);
      client.shutdownOutput();
      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
      accepted.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.count();
    }
  }

  private static List<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("postgres-wire-"))
        .collect(Collectors.toList());
  }
}
