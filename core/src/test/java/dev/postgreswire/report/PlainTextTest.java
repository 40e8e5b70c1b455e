package dev.postgreswire.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Eight bytes at a time, or one by one: it makes no difference, wherever a special byte lies. */
class PlainTextTest {
  @Test
  void findsEachByteThatIsNotPlainAtEachPlace() {
    for (int value = 0; value < 256; value++) {
      boolean plain = value >= ' ' && value <= '~' && value != '"' && value != '\\';
      for (int length = 1; length < 27; length++) {
        for (int at = 0; at < length; at++) {
          byte[] bytes =
              "abcdefghijklmnopqrstuvwxyz".substring(0, length).getBytes(StandardCharsets.US_ASCII);
          bytes[at] = (byte) value;
          assertThat(PlainText.end(Bytes.wrap(bytes), 0)).isEqualTo(plain ? length : at);
        }
      }
    }
  }

  @Test
  void findsWhatOneByOneFindsInNoise() {
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] =
            (byte) (random.nextInt(12) == 0 ? random.nextInt(256) : ' ' + random.nextInt(95));
      }
      Bytes text = Bytes.wrap(bytes);
      for (int from = 0; from <= bytes.length; from++) {
        assertThat(PlainText.end(text, from)).isEqualTo(oneByOne(bytes, from));
      }
    }
  }

  private static int oneByOne(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length
        && bytes[at] >= ' '
        && bytes[at] < 0x7F
        && bytes[at] != '"'
        && bytes[at] != '\\') {
      at++;
    }
    return at;
  }

  @Test
  void aTraceOfManyBytesIsThatOfEachOfThem() throws IOException {
    Random random = new Random(6);
    byte[] bytes = new byte[200_000]; // more than the buffer of what writes it
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (random.nextInt(50) == 0 ? random.nextInt(256) : 'a' + random.nextInt(26));
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (Utf8Out out = new Utf8Out(written)) {
      TraceText.bytes(out, Bytes.wrap(bytes));
    }
    StringBuilder expected = new StringBuilder();
    TraceText.bytes(expected, Bytes.wrap(bytes));
    assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
  }
}
