package dev.postgreswire.agent.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A proxy on a machine that is short of something. */
@Timeout(value = 300, threadMode = SEPARATE_THREAD)
class ProxyFaultsIT {
  private static final int CLIENTS = 60;

  @TempDir private Path folder;

  /**
   * Of more clients than there are descriptors, each is served as soon as one is left, or sees a
   * reset; nobody waits for ever, and nothing is left of it afterwards.
   */
  @Test
  void servesAsManyAsItHasDescriptorsFor() throws IOException {
    try (AgentJar.RunningProxy proxy = proxy(CLIENTS, "256m")) {
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new Socket(proxy.host(), Integer.parseInt(proxy.port())));
        clients.get(i).getOutputStream().write(startup());
      }
      int served = 0;
      for (Socket client : clients) {
        served += isServed(client) ? 1 : 0;
        client.close();
      }
      assertThat(served).isBetween(10, CLIENTS);
      assertThat(ProxyIT.psql(proxy, "select 'afterwards'")).isEqualTo("afterwards\n");
      Tool.Result stopped = proxy.stop();
      assertThat(stopped.status()).isZero();
      assertThat(stopped.err()).contains("Too many open files");
    }
    assertThat(decoded()).contains("'afterwards'");
  }

  /** Twenty times the heap goes by, and waits for the disk where that is slower. */
  @Test
  void relaysMuchMoreThanItsHeapHolds() throws IOException {
    try (AgentJar.RunningProxy proxy = proxy(1000, "40m")) {
      String sql = "select repeat('x', 1000000) from generate_series(1, 200)";
      for (int i = 0; i < 4; i++) {
        assertThat(ProxyIT.psql(proxy, sql)).hasSize(200 * 1_000_001);
      }
      Tool.Result stopped = proxy.stop();
      assertThat(stopped.err()).isEmpty();
      assertThat(stopped.status()).isZero();
    }
  }

  private AgentJar.RunningProxy proxy(int descriptors, String heap) {
    return AgentJar.proxyWithin(
        descriptors, heap, "--server", ProxyIT.server(), "--pcapng", folder + "/recording.pcapng");
  }

  private String decoded() {
    return AgentJar.run("decode", folder + "/recording.pcapng").output();
  }

  private static boolean isServed(Socket client) throws IOException {
    try {
      return client.getInputStream().read() == 'R';
    } catch (SocketException e) {
      return false;
    }
  }

  /** Of a role that needs no password. */
  private static byte[] startup() {
    byte[] parameters = "user\0trust_user\0database\0postgres\0\0".getBytes(US_ASCII);
    return ByteBuffer.allocate(8 + parameters.length)
        .putInt(8 + parameters.length)
        .putInt(3 << 16)
        .put(parameters)
        .array();
  }
}
