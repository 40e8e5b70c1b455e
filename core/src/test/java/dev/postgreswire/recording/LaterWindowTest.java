package dev.postgreswire.recording;

import static dev.postgreswire.recording.XorTls.SERVER_HELLO;
import static dev.postgreswire.recording.XorTls.SSL_REQUEST;
import static dev.postgreswire.recording.XorTls.YES;
import static dev.postgreswire.recording.XorTls.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * A window that opens in the middle of a connection tells what comes after, and how much before.
 */
@BreaksProtocol(because = "rows come unasked")
class LaterWindowTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

  private final XorTls tls = new XorTls();
  private final Recorder recorder = new Recorder(RecorderOptions.defaults(), tls);
  private final Window first = recorder.openWindow("first");
  private final ConnectionRecorder connection =
      recorder.opened(ConnectionOrigin.of("db:5432", "app:4711"), TEN);
  private int second = 1;
  private long fromClient;
  private long fromServer;

  @Test
  void ofAPlainConnection() throws IOException {
    login();
    Window later = recorder.openWindow("later");
    long clientBefore = fromClient;
    long serverBefore = fromServer;
    client(Traffic.query("select 2"));
    server(Traffic.row(10).plus(Traffic.DONE).plus(Traffic.READY));
    server(Traffic.row(10).slice(0, 7));

    Told told = replay(later);
    assertThat(told.lines.subList(0, 6))
        .containsExactly(
            "10:00:00 1 opened db:5432 app:4711",
            "continued after 1 exchanges",
            "10:00:00 1 F " + clientBefore + " bytes missing",
            "10:00:00 1 B " + serverBefore + " bytes missing",
            "10:00:03 1 F 14 bytes",
            "10:00:03 1 #3 F Query (13)");
    assertThat(replay(first).missing).isZero();
  }

  @Test
  void ofATlsSession() throws IOException {
    recorder.secret(tls.key());
    startTls();
    Window later = recorder.openWindow("later");
    long clientBefore = fromClient;
    long serverBefore = fromServer;
    Bytes query = record(Traffic.query("select 2"));
    Bytes answer = record(Traffic.row(10).plus(Traffic.DONE).plus(Traffic.READY));
    client(query);
    server(answer);
    server(record(Traffic.row(10)).slice(0, 9));

    Told told = replay(later);
    assertThat(told.lines.subList(0, 7))
        .containsExactly(
            "10:00:00 1 opened db:5432 app:4711",
            "continued after 1 exchanges",
            "10:00:00 1 F " + clientBefore + " bytes missing",
            "10:00:00 1 B " + serverBefore + " bytes missing",
            "secret XOR",
            "10:00:04 1 TLS TLSv1.3 decrypted",
            "10:00:07 1 F " + query.length() + " bytes");
    assertThat(told.wire.get(Direction.FRONTEND)).isEqualTo(query);
    assertThat(told.wire.get(Direction.BACKEND)).isEqualTo(answer);
    assertThat(replay(first).missing).isZero();
  }

  @Test
  void inWhichNothingWasSaid() throws IOException {
    recorder.secret(tls.key());
    startTls();
    Window later = recorder.openWindow("later");

    Told told = replay(later);

    assertThat(told.messages).isEmpty();
    assertThat(told.wire).isEmpty();
    assertThat(told.missing).isEqualTo(fromClient + fromServer);
  }

  @Test
  void inWhichTheConnectionIsNew() throws IOException {
    Window later = recorder.openWindow("later");
    WireSink.Connection other = recorder.opened(ConnectionOrigin.of("db:5432", "app:4712"), TEN);
    other.closed(Ending.SERVER_UNREACHABLE, "", TEN.plusSeconds(1));

    assertThat(replay(later).lines)
        .containsExactly(
            "10:00:00 1 opened db:5432 app:4711",
            "10:00:00 2 opened db:5432 app:4712",
            "10:00:01 2 closed SERVER_UNREACHABLE 0 0");
  }

  /** What nobody will look at again is not kept: neither messages nor records. */
  @Test
  void aTlsSessionThatNobodyWatchesHoldsLittle() {
    recorder.secret(tls.key());
    startTls();
    first.close();
    for (int i = 0; i < 500; i++) {
      client(record(Traffic.query("select 1")));
      server(record(Traffic.row(1000).plus(Traffic.DONE).plus(Traffic.READY)));
    }
    assertThat(recorder.memoryHeld()).isGreaterThan(1_000_000);

    recorder.openWindow("glance").close();

    assertThat(recorder.memoryHeld()).isLessThan(100_000);
  }

  @Test
  void whatWaitsForASecretCountsAsHeldUntilItIsLetGo() {
    startTls();
    long before = recorder.memoryHeld();
    server(record(Bytes.of(new byte[16_000])));
    assertThat(recorder.memoryHeld() - before).isGreaterThan(2 * 16_000);

    connection.closed(Ending.CLOSED_BY_CLIENT, "", TEN.plusSeconds(60));
    first.close();

    assertThat(recorder.memoryHeld()).isZero();
  }

  private void startTls() {
    client(SSL_REQUEST);
    server(YES);
    client(tls.clientHello());
    server(SERVER_HELLO);
    client(record(Traffic.STARTUP));
    server(record(Traffic.AUTHENTICATION_OK.plus(Traffic.READY)));
  }

  private void login() {
    client(Traffic.STARTUP);
    server(Traffic.AUTHENTICATION_OK.plus(Traffic.READY));
  }

  private static Told replay(Window window) throws IOException {
    Told told = new Told();
    window.recording().replayTo(told);
    return told;
  }

  private void client(Bytes bytes) {
    fromClient += bytes.length();
    connection.bytes(Direction.FRONTEND, bytes.toByteBuffer(), TEN.plusSeconds(second++));
  }

  private void server(Bytes bytes) {
    fromServer += bytes.length();
    connection.bytes(Direction.BACKEND, bytes.toByteBuffer(), TEN.plusSeconds(second++));
  }
}
