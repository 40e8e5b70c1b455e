package dev.postgreswire.agent.secret;

import static dev.postgreswire.agent.secret.HelloWatchTest.CLIENT_HELLO;
import static dev.postgreswire.agent.secret.HelloWatchTest.SSL_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretGateTest {
  private static final Bytes RANDOM = Bytes.ofHex("a5".repeat(32));
  private static final Bytes OTHER = Bytes.ofHex("3c".repeat(32));

  private final Told told = new Told();
  private final SecretGate gate = new SecretGate(new RecordingStream(told, null));

  @Test
  void passesTheSecretsOfARecordedSession() {
    begin();
    gate.secret(secret("CLIENT_TRAFFIC_SECRET_0", RANDOM));
    assertThat(told.secrets).containsExactly(secret("CLIENT_TRAFFIC_SECRET_0", RANDOM));
  }

  @Test
  void passesNoSecretOfAnotherSession() {
    begin();
    gate.secret(secret("CLIENT_TRAFFIC_SECRET_0", OTHER));
    assertThat(told.secrets).isEmpty();
  }

  @Test
  void passesASecretOnceAlsoWhenItIsTakenAgainForAKeyUpdate() {
    begin();
    gate.secret(secret("CLIENT_TRAFFIC_SECRET_0", RANDOM));
    gate.secret(secret("CLIENT_TRAFFIC_SECRET_0", RANDOM));
    assertThat(told.secrets).hasSize(1);
  }

  @Test
  void keepsSecretsThatComeBeforeTheirSession() {
    gate.secret(secret("CLIENT_RANDOM", RANDOM));
    assertThat(told.secrets).isEmpty();
    begin();
    assertThat(told.secrets).containsExactly(secret("CLIENT_RANDOM", RANDOM));
  }

  @Test
  void keepsOnlyTheLastSessionsWaiting() {
    gate.secret(secret("CLIENT_RANDOM", RANDOM));
    for (int i = 0; i < SecretGate.MOST_WAITING; i++) {
      gate.secret(secret("CLIENT_RANDOM", Bytes.ofHex("%064x".formatted(i))));
    }
    begin();
    assertThat(told.secrets).isEmpty();
  }

  @Test
  void knowsNothingMoreOfASessionThatIsOver() {
    begin().closed(Ending.TERMINATED, "");
    gate.secret(secret("CLIENT_TRAFFIC_SECRET_0", RANDOM));
    assertThat(told.secrets).isEmpty();
  }

  @Test
  void saysOnceWhyThereAreNoSecrets() {
    WireSink.Connection connection = begin();
    gate.unreadable(RANDOM, "the keys are in a box");
    gate.unreadable(RANDOM, "the keys are in a box");
    gate.unreadable(OTHER, "the keys are in a box");
    connection.bytes(Direction.BACKEND, Bytes.ofHex("150303000202 28").toByteBuffer());
    connection.closed(Ending.TERMINATED, "");
    assertThat(told.notes).containsExactly("the keys are in a box");
  }

  @Test
  void saysInTheEndThatNoSecretsCame() {
    WireSink.Connection connection = begin();
    connection.bytes(Direction.BACKEND, Bytes.ofHex("160303007a 02").toByteBuffer());
    connection.closed(Ending.TERMINATED, "");
    assertThat(told.notes).singleElement().asString().startsWith("no secrets of its TLS session");
  }

  @Test
  void saysNothingOfAServerThatRefusesTls() {
    WireSink.Connection connection = open();
    connection.bytes(Direction.FRONTEND, Bytes.ofHex(SSL_REQUEST).toByteBuffer());
    connection.bytes(Direction.BACKEND, Bytes.ofHex("4e").toByteBuffer());
    connection.closed(Ending.CLOSED_BY_CLIENT, "");
    assertThat(told.notes).isEmpty();
  }

  private WireSink.Connection begin() {
    WireSink.Connection connection = open();
    connection.bytes(Direction.FRONTEND, Bytes.ofHex(SSL_REQUEST).toByteBuffer());
    connection.bytes(Direction.BACKEND, Bytes.ofHex("53").toByteBuffer());
    connection.bytes(Direction.FRONTEND, Bytes.ofHex(CLIENT_HELLO).toByteBuffer());
    return connection;
  }

  private WireSink.Connection open() {
    return gate.opened(ConnectionOrigin.of("db:5432", "127.0.0.1:40000"));
  }

  private static TlsSecret secret(String label, Bytes random) {
    return new TlsSecret(label, random, Bytes.ofHex("11".repeat(48)));
  }

  private static final class Told implements RecordingListener {
    final List<TlsSecret> secrets = new ArrayList<>();
    final List<String> notes = new ArrayList<>();

    @Override
    public void secret(TlsSecret secret) {
      secrets.add(secret);
    }

    @Override
    public void note(int connection, Instant time, String text) {
      notes.add(text);
    }
  }
}
