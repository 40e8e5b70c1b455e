package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.FrameKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Most connections say little, and are over soon: they hold what they said, and little more. */
@BreaksProtocol(because = "rows that nobody asked for")
class ShortConnectionTest {
  /** What the index of a message takes while the connection is open. */
  private static final int INDEX = 29;

  /** One store, and one block of the index. */
  private static final int OVERHEAD = 72 + 160;

  private final Recorder recorder = new Recorder(RecorderOptions.defaults());
  private final Window window = recorder.openWindow("test");
  private final List<Bytes> said = new ArrayList<>();
  private ConnectionRecorder connection = open();

  private ConnectionRecorder open() {
    ConnectionRecorder opened = recorder.opened(ConnectionOrigin.of("db:5432", "app:4711"));
    said.clear();
    return opened;
  }

  private void client(Bytes bytes) {
    said.add(bytes);
    Traffic.client(connection, bytes);
  }

  private void server(Bytes bytes) {
    said.add(bytes);
    Traffic.server(connection, bytes);
  }

  private void login() {
    client(Traffic.STARTUP);
    server(Traffic.AUTHENTICATION_OK);
    server(Traffic.READY);
  }

  private long saidBytes() {
    return said.stream().mapToLong(Bytes::length).sum();
  }

  private void assertAllIsThere() {
    assertThat(window.recording().connections().get(connection.id() - 1).messages())
        .extracting(message -> message.frame().bytes())
        .startsWith(said.toArray(Bytes[]::new));
  }

  @Test
  void oneThatIsOverHoldsItsBytesAndItsIndex() {
    login();
    connection.closed(Ending.CLOSED_BY_CLIENT, "");

    assertThat(recorder.memoryHeld())
        .isGreaterThanOrEqualTo(saidBytes())
        .isLessThan(saidBytes() + OVERHEAD);
    assertAllIsThere();
  }

  @Test
  @Tag("long")
  void oneThatIsOpenHoldsLittleMore() {
    for (int count = 1; count < 400; count += 7) {
      long before = recorder.memoryHeld();
      connection = open();
      login();
      for (int i = 0; i < count; i++) {
        server(Traffic.row(i % 50));
      }

      long blocks = ((long) said.size() + FrameIndex.BLOCK - 1) / FrameIndex.BLOCK;
      long idle = 256 + saidBytes() / 4 + INDEX * 16;
      assertThat(recorder.memoryHeld() - before)
          .isGreaterThanOrEqualTo(saidBytes() + (long) INDEX * said.size())
          .isLessThan(saidBytes() + (long) INDEX * said.size() + idle + OVERHEAD * blocks);
      assertAllIsThere();
      connection.closed(Ending.CLOSED_BY_CLIENT, "");
      assertAllIsThere();
    }
  }

  @Test
  void whatWasReadBeforeItWasOverStays() {
    login();
    RecordedConnection before = window.recording().connections().get(0);
    connection.closed(Ending.CLOSED_BY_CLIENT, "");

    assertThat(before.messages())
        .extracting(message -> message.frame().bytes())
        .containsExactlyElementsOf(said);
  }

  @Test
  void whatComesAfterItsEndIsKeptNevertheless() {
    login();
    connection.closed(Ending.CLOSED_BY_CLIENT, "");
    Traffic.client(connection, Traffic.query("select 1"));

    assertAllIsThere();
    List<RecordedMessage> messages = window.recording().connections().get(0).messages();
    assertThat(messages).hasSize(4);
    assertThat(messages.get(3).frame().kind()).isEqualTo(FrameKind.UNFRAMED);
    assertThat(messages.get(3).frame().bytes()).isEqualTo(Traffic.query("select 1"));
    assertThat(window.recording().connections().get(0).bytes(Direction.FRONTEND))
        .isEqualTo(Traffic.STARTUP.length() + Traffic.query("select 1").length());
  }

  @Test
  void allOfItIsGivenBack() {
    login();
    server(Traffic.row(3000));
    connection.closed(Ending.CLOSED_BY_CLIENT, "");
    window.close();

    assertThat(recorder.memoryHeld()).isZero();
  }
}
