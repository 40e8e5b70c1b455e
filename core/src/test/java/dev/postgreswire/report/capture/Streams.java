package dev.postgreswire.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each side of each connection sent, and where bytes of it are missing. */
final class Streams implements WireSink {
  private final Map<String, Map<Direction, Stream>> connections = new LinkedHashMap<>();

  /** One side of a connection; where bytes are missing there are zeros. */
  static final class Stream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream known = new ByteArrayOutputStream();

    private void add(byte[] more, boolean isKnown) {
      bytes.writeBytes(more);
      byte[] flags = new byte[more.length];
      Arrays.fill(flags, (byte) (isKnown ? 1 : 0));
      known.writeBytes(flags);
    }

    Bytes bytes() {
      return Bytes.wrap(bytes.toByteArray());
    }

    /** Checks that this is a part of the whole, save for what is missing. */
    void isPartOf(Stream whole, boolean fromTheStart) {
      byte[] all = whole.bytes.toByteArray();
      byte[] mine = bytes.toByteArray();
      byte[] flags = known.toByteArray();
      int from = fromTheStart ? 0 : all.length - mine.length;
      // An end that is lost, and acknowledged by data, cannot be told from a byte that is lost.
      assertThat(mine.length).isLessThanOrEqualTo(all.length + (fromTheStart ? 1 : 0));
      assertThat(mine.length > all.length && flags[all.length] == 1).isFalse();
      for (int i = 0; i < Math.min(mine.length, all.length); i++) {
        if (flags[i] == 1 && mine[i] != all[from + i]) {
          assertThat(mine[i]).as("byte " + i + " of " + mine.length).isEqualTo(all[from + i]);
        }
      }
    }
  }

  /** Reads a capture. */
  static Streams of(byte[] capture, int port) throws CaptureException {
    Streams streams = new Streams();
    Capture.open(new ByteArrayInputStream(capture), "test").port(port).readTo(streams);
    return streams;
  }

  /** By the client's address. */
  Map<String, Map<Direction, Stream>> connections() {
    return connections;
  }

  @Override
  public Connection opened(ConnectionOrigin origin, Instant time) {
    Map<Direction, Stream> sides = new EnumMap<>(Direction.class);
    sides.put(Direction.FRONTEND, new Stream());
    sides.put(Direction.BACKEND, new Stream());
    connections.put(origin.client(), sides);
    return new Connection() {
      @Override
      public int id() {
        return 0;
      }

      @Override
      public void bytes(Direction direction, ByteBuffer bytes, Instant at) {
        sides.get(direction).add(Bytes.copyOf(bytes).toByteArray(), true);
      }

      @Override
      public void gap(Direction direction, long count, Instant at) {
        sides.get(direction).add(new byte[(int) count], false);
      }

      @Override
      public void ended(Direction direction, Instant at) {}

      @Override
      public void closed(Ending how, String detail, Instant at) {}

      @Override
      public void note(String text, Instant at) {}
    };
  }

  @Override
  public void secret(TlsSecret secret) {}
}
