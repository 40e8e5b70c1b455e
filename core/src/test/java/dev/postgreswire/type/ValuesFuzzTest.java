package dev.postgreswire.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.postgreswire.message.Format;
import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * No bytes make the decoder throw or write without bounds. Runs for {@code fuzz.seconds}, with the
 * seed {@code fuzz.seed}.
 */
class ValuesFuzzTest {
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("fuzz.seconds", 2));
  private static final long SEED = Long.getLong("fuzz.seed", 2026);
  private static final List<Format> FORMATS = List.of(Format.BINARY, Format.TEXT, Format.of(2));
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, Charset.forName("EUC-JP"));
  private static final String TEXT_CHARACTERS = "{}[]()\",;:=\\x0123456789-+.eE NULLinfatyPTMSDBC";
  private static final int MOST_TEXT = (1 << 20) + 200_000;

  private final Random random = new Random(SEED);
  private final List<Oid> types = types();

  @Test
  void survivesRandomBytes() {
    long end = System.nanoTime() + TIME.toNanos();
    int count = 0;
    do {
      for (Oid type : types) {
        for (Format format : FORMATS) {
          decode(type, format, format.equals(Format.TEXT) ? randomText() : randomBytes());
          count++;
        }
      }
    } while (System.nanoTime() < end);
    assertThat(count).isPositive();
  }

  private void decode(Oid type, Format format, Bytes bytes) {
    Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
    try {
      TypedValue value = Values.decode(type, format, Optional.of(bytes), charset);
      assertThat(value.text().length()).isLessThan(MOST_TEXT + 16 * bytes.length());
      value.matches("x");
      value.matches(1);
    } catch (Throwable e) {
      fail("seed %d, %s, %s, %s: %s".formatted(SEED, type, format, charset, bytes.toHex()), e);
    }
  }

  /** Mostly small numbers, so that counts, lengths and type OIDs are believable. */
  private Bytes randomBytes() {
    byte[] bytes = new byte[random.nextInt(80)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(3) > 0 ? 0 : random.nextInt());
    }
    for (int i = 0; i + 4 <= bytes.length; i += 4) {
      if (random.nextInt(3) == 0) {
        int number = random.nextBoolean() ? random.nextInt(6) - 1 : randomType().value();
        Bytes.ofHex("%08x".formatted(number)).copyTo(bytes, i);
      }
    }
    return Bytes.wrap(bytes);
  }

  private Bytes randomText() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(24);
    for (int i = 0; i < length; i++) {
      text.append(TEXT_CHARACTERS.charAt(random.nextInt(TEXT_CHARACTERS.length())));
    }
    Bytes bytes = Bytes.of(text.toString(), StandardCharsets.UTF_8);
    return random.nextInt(9) == 0 ? bytes.plus(randomBytes()) : bytes;
  }

  private Oid randomType() {
    return types.get(random.nextInt(types.size()));
  }

  private static List<Oid> types() {
    List<Oid> types = new ArrayList<>(List.of(Oid.UNSPECIFIED, new Oid(16_385)));
    for (PgType type : PgType.values()) {
      types.add(type.oid());
      type.arrayOid().ifPresent(types::add);
    }
    return types;
  }
}
