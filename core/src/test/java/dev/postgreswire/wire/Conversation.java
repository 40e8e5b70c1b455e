package dev.postgreswire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A conversation to feed into a {@link FrameDecoder}: who said which bytes, in order.
 *
 * <pre>{@code
 * new Conversation().client("00000008 04d2162f").server("53").frames()
 * }</pre>
 */
public final class Conversation {
  private final List<Turn> turns = new ArrayList<>();

  private final boolean partial;

  /** Bytes of one side, or a gap of so many when there are none; 0 for no gap. */
  private record Turn(Direction direction, Bytes bytes, long gap) {}

  /** Creates one that begins at its beginning. */
  public Conversation() {
    this(false);
  }

  private Conversation(boolean partial) {
    this.partial = partial;
  }

  /** Begins one whose beginning was not seen. */
  public static Conversation midStream() {
    return new Conversation(true);
  }

  /** {@code count} bytes of {@code direction} are missing, or -1 when nobody knows how many. */
  public Conversation gap(Direction direction, long count) {
    turns.add(new Turn(direction, Bytes.EMPTY, count));
    return this;
  }

  /** The client says {@code hex}. */
  public Conversation client(String hex) {
    return say(Direction.FRONTEND, Bytes.ofHex(hex));
  }

  /** The server says {@code hex}. */
  public Conversation server(String hex) {
    return say(Direction.BACKEND, Bytes.ofHex(hex));
  }

  /** {@code direction} says {@code bytes}. */
  public Conversation say(Direction direction, Bytes bytes) {
    turns.add(new Turn(direction, bytes, 0));
    return this;
  }

  /** Returns how many bytes {@code direction} says. */
  public long size(Direction direction) {
    return turns.stream()
        .filter(turn -> turn.direction == direction)
        .mapToLong(turn -> turn.bytes.length())
        .sum();
  }

  /**
   * Returns the frames, having checked that they are the same one byte at a time and in random
   * splits, and that no byte is lost.
   */
  public List<Frame> frames() {
    List<Frame> frames = frames(Integer.MAX_VALUE);
    assertThat(frames(1)).as("one byte at a time").isEqualTo(frames);
    for (int seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      assertThat(frames(random, 1 + random.nextInt(40)))
          .as("split by seed " + seed)
          .isEqualTo(frames);
    }
    return frames;
  }

  private List<Frame> frames(int step) {
    FrameCollector collector = new FrameCollector();
    FrameDecoder decoder =
        partial ? FrameDecoder.midStream(collector) : new FrameDecoder(collector);
    for (Turn turn : turns) {
      skip(decoder, turn);
      for (int i = 0; i < turn.bytes.length(); i += Math.min(step, turn.bytes.length() - i)) {
        int count = Math.min(step, turn.bytes.length() - i);
        decoder.feed(turn.direction, turn.bytes.slice(i, count).toByteBuffer());
      }
    }
    return finish(decoder, collector);
  }

  private List<Frame> frames(Random random, int longest) {
    FrameCollector collector = new FrameCollector();
    FrameDecoder decoder =
        partial ? FrameDecoder.midStream(collector) : new FrameDecoder(collector);
    for (Turn turn : turns) {
      skip(decoder, turn);
      ByteBuffer rest = turn.bytes.toByteBuffer();
      while (rest.hasRemaining()) {
        int count = Math.min(rest.remaining(), 1 + random.nextInt(longest));
        decoder.feed(turn.direction, rest.slice(rest.position(), count));
        rest.position(rest.position() + count);
      }
    }
    return finish(decoder, collector);
  }

  private static void skip(FrameDecoder decoder, Turn turn) {
    if (turn.gap != 0) {
      decoder.gap(turn.direction, turn.gap);
    }
  }

  private List<Frame> finish(FrameDecoder decoder, FrameCollector collector) {
    for (Direction direction : Direction.values()) {
      decoder.finish(direction);
      assertThat(collector.received(direction)).as("bytes").isEqualTo(size(direction));
    }
    return collector.frames();
  }
}
