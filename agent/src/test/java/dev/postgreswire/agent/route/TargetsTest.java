package dev.postgreswire.agent.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.WireTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private final Targets targets =
      new Targets(List.of(WireTarget.of("db.test", 6000), WireTarget.of("localhost", 6001)));

  @Test
  void knowsThePortOfPostgresql() throws Exception {
    assertThat(targets.contains(address("", 10, 0, 0, 1), 5432)).isTrue();
    assertThat(targets.contains(address("", 10, 0, 0, 1), 5433)).isFalse();
  }

  /** Without having looked its address up. */
  @Test
  void knowsAConfiguredTargetByItsName() throws Exception {
    assertThat(targets.contains(address("db.test", 10, 0, 0, 1), 6000)).isTrue();
    assertThat(targets.contains(address("DB.test", 10, 0, 0, 1), 6000)).isTrue();
    assertThat(targets.contains(address("db.test", 10, 0, 0, 1), 6001)).isFalse();
    assertThat(targets.contains(address("other.test", 10, 0, 0, 1), 6000)).isFalse();
  }

  @Test
  void knowsAConfiguredTargetByItsAddressOnceThatIsLookedUp() throws Exception {
    InetAddress address = address("", 127, 0, 0, 1);
    assertThat(targets.contains(address, 6001)).isFalse();
    targets.resolve();
    assertThat(targets.contains(address, 6001)).isTrue();
  }

  @Test
  void learns() throws Exception {
    InetSocketAddress server = new InetSocketAddress(address("", 10, 0, 0, 1), 32768);
    targets.learn(server);

    assertThat(targets.contains(server)).isTrue();
    assertThat(targets.contains(new InetSocketAddress(server.getAddress(), 32769))).isFalse();
  }

  @Test
  void describesAServerAsTheApplicationCallsIt() throws Exception {
    assertThat(Targets.describe(address("db.test", 10, 0, 0, 1), 5432)).isEqualTo("db.test:5432");
    assertThat(Targets.describe(address("", 10, 0, 0, 1), 5432)).isEqualTo("10.0.0.1:5432");
    InetAddress six = InetAddress.getAllByName("::1")[0];
    assertThat(Targets.describe(six, 5432)).isEqualTo("[0:0:0:0:0:0:0:1]:5432");
  }

  private static InetAddress address(String name, int... bytes) throws UnknownHostException {
    byte[] address = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      address[i] = (byte) bytes[i];
    }
    return name.isEmpty()
        ? InetAddress.getByAddress(address)
        : InetAddress.getByAddress(name, address);
  }
}
