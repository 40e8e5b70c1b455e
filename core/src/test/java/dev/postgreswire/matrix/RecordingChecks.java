package dev.postgreswire.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.MessageEncoder;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.testing.RecordingText;
import dev.postgreswire.testing.TrackedExchanges;
import dev.postgreswire.testing.Twins;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What holds of the recording of any session in which both sides keep to the protocol. */
final class RecordingChecks {
  private RecordingChecks() {}

  static void check(Recording recording) {
    assertThat(recording.connections()).isNotEmpty();
    assertThat(recording.undecoded()).isEmpty();
    recording.connections().forEach(RecordingChecks::framesAddUp);
    recording.messages().forEach(RecordingChecks::encodesToTheSameBytes);
    assertThat(RecordingText.of(oneByteAtATime(recording))).isEqualTo(RecordingText.of(recording));
    TrackedExchanges.check(recording);
  }

  /** What a recorder passed on is what the one behind it got, and the other way round. */
  static void relayedUnaltered(Recording recording, Recording behind) {
    assertThat(behind.connections()).hasSameSizeAs(recording.connections());
    for (int i = 0; i < recording.connections().size(); i++) {
      RecordedConnection front = recording.connections().get(i);
      RecordedConnection back = behind.connections().get(i);
      Bytes sent = bytesOf(front, Direction.FRONTEND);
      if (front.isEncrypted()) {
        // The client's leave of TLS may find the server gone: it is recorded, and goes nowhere.
        assertThat(bytesOf(back, Direction.FRONTEND)).matches(bytes -> sent.startsWith(bytes));
      } else {
        assertThat(bytesOf(back, Direction.FRONTEND)).isEqualTo(sent);
      }
      // A server may still be speaking when its client has gone.
      assertThat(bytesOf(back, Direction.BACKEND))
          .matches(bytes -> bytes.startsWith(bytesOf(front, Direction.BACKEND)));
    }
  }

  private static Bytes bytesOf(RecordedConnection connection, Direction direction) {
    WireWriter all = new WireWriter(StandardCharsets.UTF_8);
    for (RecordedMessage message : connection.messages()) {
      if (message.direction() == direction) {
        all.bytes(message.frame().bytes());
      }
    }
    return all.toBytes();
  }

  private static void framesAddUp(RecordedConnection connection) {
    for (Direction direction : Direction.values()) {
      long sum =
          connection.messages().stream()
              .filter(message -> message.direction() == direction)
              .mapToLong(message -> message.frame().size())
              .sum();
      assertThat(sum).isEqualTo(connection.bytes(direction));
    }
  }

  private static void encodesToTheSameBytes(RecordedMessage message) {
    assertThat(MessageEncoder.encode(message.message(), message.context().charset()))
        .as(message.toString())
        .isEqualTo(message.frame().bytes());
  }

  /**
   * The messages of all connections, in the order of time, one byte after the other. A stream tells
   * the same.
   */
  private static Recording oneByteAtATime(Recording recording) {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    recorder.openWindow("one byte at a time");
    Twins twins = new Twins(recorder);
    Map<Integer, WireSink.Connection> again = new HashMap<>();
    for (RecordedConnection connection : recording.connections()) {
      ConnectionOrigin origin = ConnectionOrigin.of(connection.server(), connection.client());
      again.put(connection.id(), twins.opened(origin));
    }
    for (RecordedMessage message : recording.messages()) {
      for (byte one : message.frame().bytes().toByteArray()) {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {one});
        again.get(message.connectionId()).bytes(message.direction(), bytes);
      }
    }
    recording
        .connections()
        .forEach(
            connection ->
                again.get(connection.id()).closed(connection.ending(), connection.endDetail()));
    Recording recorded = recorder.recording();
    twins.check();
    return recorded;
  }
}
