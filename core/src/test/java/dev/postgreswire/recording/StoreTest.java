package dev.postgreswire.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.conformance.BreaksProtocol;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded is read back, whatever its size, and its memory given back. */
@BreaksProtocol(because = "messages of any size, in no conversation")
class StoreTest {
  private static final int BLOCK = 64;

  private final Recorder recorder = new Recorder(RecorderOptions.defaults());
  private final Random random = new Random(7);

  private ConnectionRecorder open() {
    ConnectionRecorder connection = recorder.opened(ConnectionOrigin.of("db:5432", "app:4711"));
    Traffic.login(connection);
    return connection;
  }

  private Bytes noise(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  /** A message of {@code size} bytes in all. */
  private Bytes message(int size) {
    return Traffic.message('d', noise(size - 5));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        5, 6, 2047, 2048, 2049, 8192, 16383, 16384, 16385, 32767, 32768, 32769, 65536, 100_001
      })
  void aMessageOfAnySizeIsReadBack(int size) {
    try (Window window = recorder.openWindow("test")) {
      ConnectionRecorder connection = open();
      List<Bytes> sent = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        Bytes message = message(size);
        sent.add(message);
        inPieces(connection, message);
      }

      assertThat(window.recording().connections().get(0).messages())
          .extracting(message -> message.frame().bytes())
          .endsWith(sent.toArray(Bytes[]::new));
      connection.closed(Ending.CLOSED_BY_CLIENT, "");
    }
    assertThat(recorder.memoryHeld()).isZero();
  }

  private void inPieces(ConnectionRecorder connection, Bytes message) {
    int at = 0;
    while (at < message.length()) {
      int count = Math.min(message.length() - at, 1 + random.nextInt(20_000));
      ByteBuffer piece = message.slice(at, count).toByteBuffer();
      connection.bytes(Direction.BACKEND, piece);
      at += count;
    }
  }

  @Test
  void manyMessagesOfAllSizesAreReadBack() {
    try (Window window = recorder.openWindow("test")) {
      ConnectionRecorder connection = open();
      List<Bytes> sent = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        Bytes message = message(5 + random.nextInt(i % 100 == 0 ? 50_000 : 300));
        sent.add(message);
        Traffic.server(connection, message);
      }

      List<RecordedMessage> messages = window.recording().connections().get(0).messages();
      assertThat(messages)
          .extracting(message -> message.frame().bytes())
          .endsWith(sent.toArray(Bytes[]::new));
      long position = Traffic.AUTHENTICATION_OK.length() + (long) Traffic.READY.length();
      for (RecordedMessage message : messages.subList(3, messages.size())) {
        assertThat(message.frame().position()).isEqualTo(position);
        position += message.frame().size();
      }
    }
  }

  /** Each takes its bytes, and its entry in the index; not much more. */
  @Test
  void takesMemoryForWhatItHolds() {
    try (Window window = recorder.openWindow("test")) {
      ConnectionRecorder connection = open();
      long before = recorder.memoryHeld();
      for (int i = 0; i < 1000; i++) {
        Traffic.server(connection, message(1000));
      }

      long grown = recorder.memoryHeld() - before;
      assertThat(grown).isBetween(1_000_000L, 1_200_000L + 1000 * 40 + (64 << 10));
      assertThat(window.recording().messages()).hasSize(1003);
    }
  }

  @Test
  void givesBackWhatNoWindowReaches() {
    ConnectionRecorder connection = open();
    Window window = recorder.openWindow("test");
    for (int i = 0; i < 20 * BLOCK; i++) {
      Traffic.server(connection, message(1000));
    }
    Traffic.server(connection, message(1 << 20));
    long held = recorder.memoryHeld();
    Recording before = window.recording();

    window.close();

    assertThat(recorder.memoryHeld()).isLessThan(held - (2 << 20) + (128 << 10));
    assertThat(before.messages()).as("those who have it keep it").hasSize(20 * BLOCK + 1);
    assertThat(before.messages().get(20 * BLOCK).frame().isCut()).isFalse();
    connection.closed(Ending.CLOSED_BY_SERVER, "");
    assertThat(recorder.recording().isEmpty()).isTrue();
    assertThat(recorder.memoryHeld()).isZero();
  }

  @Test
  void aWindowThatIsStillOpenKeepsItsPart() {
    ConnectionRecorder connection = open();
    Window outer = recorder.openWindow("outer");
    Traffic.server(connection, message(100));
    Window inner = recorder.openWindow("inner");
    Traffic.server(connection, message(100));
    inner.close();
    Traffic.server(connection, message(100));

    assertThat(inner.recording().messages()).hasSize(1);
    assertThat(outer.recording().messages()).hasSize(3);
    assertThat(outer.recording().messages()).extracting(RecordedMessage::index).contains(3, 4, 5);
    open();
    outer.close();
    open();
    assertThat(recorder.recording().connections())
        .extracting(RecordedConnection::openedBy)
        .containsExactly("", "outer", "");
  }

  @Test
  void anotherLimitHoldsFromThenOn() {
    try (Window window = recorder.openWindow("test")) {
      ConnectionRecorder connection = open();
      for (int i = 0; i < 400; i++) {
        Traffic.server(connection, message(10_000));
      }
      assertThat(window.recording().messages()).noneMatch(message -> message.frame().isCut());

      recorder.memoryLimit(1 << 20);
      Traffic.server(connection, message(10_000));

      assertThat(recorder.memoryHeld()).isLessThanOrEqualTo(1 << 20);
      List<RecordedMessage> messages = window.recording().messages();
      assertThat(messages).hasSize(404);
      assertThat(messages.get(3).frame().isCut()).isTrue();
      assertThat(messages.get(3).frame().bytes().length()).isEqualTo(5);
      assertThat(messages.get(403).frame().isCut()).isFalse();
    }
  }
}
