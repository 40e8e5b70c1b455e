package dev.postgreswire.agent.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.postgreswire.agent.route.RouteFeature;
import dev.postgreswire.agent.route.RoutedSockets;
import dev.postgreswire.agent.route.Targets;
import dev.postgreswire.agent.secret.SecretFeature;
import dev.postgreswire.agent.secret.SecretGate;
import dev.postgreswire.agent.tap.TapFeature;
import java.util.List;
import org.junit.jupiter.api.Test;

class HooksTest {
  private static final ClassLoader BOOTSTRAP = null;

  private final Listed listed =
      new Listed(Hook.of("sun.nio.ch.Net"), Hook.of("*netty.channel.unix.Socket"));
  private final Hooks hooks = new Hooks(List.of(listed));

  @Test
  void areNotAskedForWhileOnlyOtherClassesCome() {
    assertThat(hooks.concern("java/lang/String", BOOTSTRAP)).isFalse();
    assertThat(hooks.concern("sun/nio/ch/DirectBuffer", BOOTSTRAP)).isFalse();
    assertThat(listed.asked).isZero();
  }

  @Test
  void areAskedForOnce() {
    assertThat(hooks.concern("sun/nio/ch/Net", BOOTSTRAP)).isTrue();
    assertThat(hooks.concern("sun/nio/ch/SocketDispatcher", BOOTSTRAP)).isFalse();
    assertThat(listed.asked).isEqualTo(1);
  }

  @Test
  void findNettyWhereverItWasRelocatedTo() {
    ClassLoader loader = getClass().getClassLoader();
    assertThat(hooks.concern("io/netty/channel/unix/Socket", loader)).isTrue();
    assertThat(hooks.concern("com/example/shaded/netty/channel/unix/Socket", loader)).isTrue();
    assertThat(hooks.concern("io/netty/channel/unix/Sockets", loader)).isFalse();
  }

  /** Somebody else's class of the same name is not the JDK's. */
  @Test
  void takeTheJdksClassesOfTheJdkOnly() {
    assertThat(hooks.concern("sun/nio/ch/Net", getClass().getClassLoader())).isFalse();
  }

  @Test
  void areThoseOfAllFeatures() {
    Listed other = new Listed(Hook.of("sun.nio.ch.Net"));
    assertThat(new Hooks(List.of(listed, other)).of("sun/nio/ch/Net", BOOTSTRAP)).hasSize(2);
  }

  @Test
  void leaveOutAFeatureThatFails() {
    Feature failing =
        new Listed() {
          @Override
          public List<Hook> hooks() {
            throw new IllegalStateException("expected by HooksTest");
          }
        };
    assertThat(new Hooks(List.of(failing, listed)).of("sun/nio/ch/Net", BOOTSTRAP)).hasSize(1);
  }

  @Test
  void areOnlyForWhatIsLookedAt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hook.of("sun.nio.ch.Nett"))
        .withMessage("sun.nio.ch.Nett is none of those that are looked at");
  }

  /** A feature whose hooks cannot be described would hook nothing at all. */
  @Test
  void ofEachFeatureCanBeDescribed() {
    Targets targets = new Targets(List.of());
    RoutedSockets sockets = new RoutedSockets();
    assertThat(new RouteFeature(sockets, targets).hooks()).isNotEmpty();
    assertThat(new TapFeature(sockets, targets).hooks()).isNotEmpty();
    assertThat(new SecretFeature(new SecretGate(new Recorders())).hooks()).isNotEmpty();
  }

  private static class Listed implements Feature {
    private final List<Hook> hooks;
    private int asked;

    Listed(Hook... hooks) {
      this.hooks = List.of(hooks);
    }

    @Override
    public List<Hook> hooks() {
      asked++;
      return hooks;
    }

    @Override
    public void start(AgentContext context) {}
  }
}
