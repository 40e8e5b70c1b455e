package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.pgoutput.LogicalMessage;
import dev.postgreswire.message.replication.ReplicationMessage;
import dev.postgreswire.message.replication.XLogData;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameCollector;
import dev.postgreswire.wire.FrameDecoder;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.WireWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random bytes and mutated conversations: no exception, no byte lost, and every message encodes to
 * the bytes it came from. The system property {@code fuzz.seconds} says how long, {@code fuzz.seed}
 * where to begin; a failure names its seed.
 */
class FuzzTest {
  private static final int MOST_RUNS = 100_000_000;

  /** What is fed in. */
  enum Input {
    RANDOM_BYTES {
      @Override
      List<Turn> turns(Random random) {
        List<Turn> turns = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
          byte[] bytes = new byte[random.nextInt(60)];
          random.nextBytes(bytes);
          turns.add(
              new Turn(
                  random.nextBoolean() ? Direction.FRONTEND : Direction.BACKEND,
                  Bytes.wrap(bytes)));
        }
        return turns;
      }
    },
    MUTATED_CONVERSATIONS {
      @Override
      List<Turn> turns(Random random) {
        List<Turn> turns = new ArrayList<>(GoldenConversation.random(random));
        for (int i = random.nextInt(4); i > 0 && !turns.isEmpty(); i--) {
          int at = random.nextInt(turns.size());
          Turn turn = turns.get(at);
          switch (random.nextInt(8)) {
            case 0 -> turns.remove(at);
            case 1 -> turns.add(random.nextInt(turns.size()), turn);
            default -> turns.set(at, new Turn(turn.direction(), Mutation.of(turn.bytes(), random)));
          }
        }
        return turns;
      }
    };

    abstract List<Turn> turns(Random random);
  }

  /** Bytes that one side sends. */
  record Turn(Direction direction, Bytes bytes) {}

  @ParameterizedTest
  @EnumSource
  void holds(Input input) {
    long time = Duration.ofSeconds(Long.getLong("fuzz.seconds", 3)).toNanos();
    long end = System.nanoTime() + time / Input.values().length;
    long seed = Long.getLong("fuzz.seed", 1);
    for (int run = 0; run < MOST_RUNS && System.nanoTime() < end; run++) {
      try {
        run(input.turns(new Random(seed + run)), new Random(seed + run));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("fuzz.seed=" + (seed + run), e);
      }
    }
  }

  private static void run(List<Turn> turns, Random random) {
    FrameCollector collector = new FrameCollector();
    FrameDecoder decoder = new FrameDecoder(collector);
    for (Turn turn : turns) {
      int cut = random.nextInt(turn.bytes().length() + 1);
      decoder.feed(turn.direction(), turn.bytes().slice(0, cut).toByteBuffer());
      decoder.feed(turn.direction(), turn.bytes().from(cut).toByteBuffer());
    }
    for (Direction direction : Direction.values()) {
      decoder.finish(direction);
      decoder.feed(direction, ByteBuffer.allocate(0));
      assertThat(FrameCollector.size(collector.frames(), direction))
          .as("bytes of the %s", direction)
          .isEqualTo(size(turns, direction));
    }
    DecodingContext context = DecodingContext.initial();
    for (Frame frame : collector.frames()) {
      context = check(frame, context, random);
    }
  }

  private static DecodingContext check(Frame frame, DecodingContext context, Random random) {
    Message message = MessageDecoder.decode(frame, context);
    assertThat(MessageEncoder.encode(message, context.charset()))
        .as(message::toString)
        .isEqualTo(frame.bytes());
    GoldenFramesTest.assertCovered(MessageDecoder.fields(frame, context), frame.bytes().length());
    MessageDecoder.fields(frame, context).forEach(field -> Secrets.isSecret(message, field));
    checkPayload(frame.direction(), message, context);
    if (random.nextInt(20) == 0) {
      checkCut(frame, context, random.nextInt(frame.bytes().length() + 1));
    }
    return context.after(message);
  }

  private static void checkPayload(Direction direction, Message message, DecodingContext context) {
    SaslPayload.of(message, context)
        .ifPresent(
            payload -> assertThat(SaslCarrier.data(message)).contains(encoded(payload::encode)));
    if (message instanceof CopyData copyData) {
      ReplicationMessage.of(direction, copyData, context)
          .ifPresent(
              payload -> {
                assertThat(encoded(payload::encode)).isEqualTo(copyData.data());
                if (payload instanceof XLogData outer) {
                  LogicalMessage.of(outer, context)
                      .ifPresent(
                          inner -> assertThat(encoded(inner::encode)).isEqualTo(outer.data()));
                }
              });
    }
  }

  private static Bytes encoded(Consumer<WireWriter> payload) {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);
    payload.accept(out);
    return out.toBytes();
  }

  private static void checkCut(Frame frame, DecodingContext context, int kept) {
    Bytes bytes = frame.bytes().slice(0, kept);
    FrameKind kind = frame.kind();
    Frame cut = new Frame(frame.direction(), kind, 0, frame.size() + 1, bytes, "");
    assertThat(MessageDecoder.decode(cut, context)).isInstanceOf(Undecoded.class);
    GoldenFramesTest.assertCovered(MessageDecoder.fields(cut, context), kept);
  }

  private static long size(List<Turn> turns, Direction direction) {
    return turns.stream()
        .filter(turn -> turn.direction() == direction)
        .mapToLong(turn -> turn.bytes().length())
        .sum();
  }
}
