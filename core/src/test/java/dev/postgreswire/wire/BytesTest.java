package dev.postgreswire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BytesTest {
  private static final Bytes SAMPLE = Bytes.ofHex("0102 fffe 00 7f80 81");

  @Test
  void equalsByContent() {
    Bytes slice = Bytes.ofHex("00 0102fffe007f8081 00").slice(1, 8);

    assertThat(slice).isEqualTo(SAMPLE).hasSameHashCodeAs(SAMPLE);
    assertThat(slice).isNotEqualTo(SAMPLE.from(1));
    assertThat(Bytes.of()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void readsNumbersBigEndian() {
    assertThat(SAMPLE.get(2)).isEqualTo((byte) -1);
    assertThat(SAMPLE.unsigned(2)).isEqualTo(255);
    assertThat(SAMPLE.int16(2)).isEqualTo((short) -2);
    assertThat(SAMPLE.int32(1)).isEqualTo(0x02fffe00);
    assertThat(SAMPLE.int64(0)).isEqualTo(0x0102fffe007f8081L);
  }

  @Test
  void doesNotChangeWithWhatItWasMadeOf() {
    byte[] source = {1, 2, 3};
    Bytes copy = Bytes.of(source);
    Bytes part = Bytes.copyOf(source, 1, 2);
    Bytes buffered = Bytes.copyOf(ByteBuffer.wrap(source, 1, 1));

    source[1] = 9;

    assertThat(copy.toHex()).isEqualTo("010203");
    assertThat(part.toHex()).isEqualTo("0203");
    assertThat(buffered.toHex()).isEqualTo("02");
    copy.toByteArray()[0] = 9;
    assertThat(copy.get(0)).isEqualTo((byte) 1);
    assertThat(copy.toByteBuffer().isReadOnly()).isTrue();
  }

  @Test
  void findsJoinsAndCuts() {
    assertThat(SAMPLE.indexOf((byte) 0, 0)).isEqualTo(4);
    assertThat(SAMPLE.indexOf((byte) 1, 1)).isEqualTo(-1);
    assertThat(SAMPLE.slice(0, 2).plus(SAMPLE.from(6)).toHex()).isEqualTo("01028081");
    assertThat(SAMPLE.startsWith(Bytes.ofHex("0102"))).isTrue();
    assertThat(SAMPLE.startsWith(Bytes.ofHex("02"))).isFalse();
    assertThat(Bytes.EMPTY.startsWith(SAMPLE)).isFalse();
  }

  @Test
  void refusesToLeaveItsBounds() {
    Bytes slice = SAMPLE.slice(2, 3);

    assertThatThrownBy(() -> slice.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.int32(0)).hasMessage("4 bytes at 0 of 3");
    assertThatThrownBy(() -> slice.slice(1, Integer.MAX_VALUE))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Bytes.wrap(new byte[2], 1, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesWhatIsPartlyOutside() {
    Bytes slice = SAMPLE.slice(2, 3); // with more on both sides in memory

    assertThatThrownBy(() -> slice.int16(2)).hasMessage("2 bytes at 2 of 3");
    assertThatThrownBy(() -> slice.int64(0)).hasMessage("8 bytes at 0 of 3");
    assertThatThrownBy(() -> slice.get(-1)).hasMessage("1 bytes at -1 of 3");
    assertThatThrownBy(() -> slice.from(4)).hasMessage("-1 bytes at 4 of 3");
    assertThatThrownBy(() -> slice.slice(1, 3)).hasMessage("3 bytes at 1 of 3");
    assertThat(slice.from(3)).isEqualTo(Bytes.EMPTY);
    assertThat(slice.startsWith(slice)).isTrue();
    assertThat(slice.startsWith(SAMPLE.slice(2, 4))).isFalse();
  }

  @Test
  void differsInItsHashAsAListDoes() {
    assertThat(Bytes.ofHex("00 0102 00").slice(1, 2).hashCode())
        .isEqualTo(java.util.List.of((byte) 1, (byte) 2).hashCode());
  }

  @Test
  void findsTheFirstOfAByteWhereverItIs() {
    for (byte wanted : new byte[] {0, 1, 0x7F, (byte) 0x80, -1}) {
      for (int size = 0; size < 30; size++) {
        for (int at = 0; at < size; at++) {
          byte[] array = new byte[size + 2]; // which goes on before and after the slice
          java.util.Arrays.fill(array, (byte) (wanted + 1));
          array[0] = wanted;
          array[1 + at] = wanted;
          array[size + 1] = wanted;
          Bytes bytes = Bytes.wrap(array, 1, size);

          assertThat(bytes.indexOf(wanted, -1)).isEqualTo(at);
          assertThat(bytes.indexOf(wanted, at)).isEqualTo(at);
          assertThat(bytes.indexOf(wanted, at + 1)).isEqualTo(-1);
          assertThat(bytes.indexOf((byte) (wanted - 1), 0)).isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void knowsWhetherItIsAscii() {
    assertThat(Bytes.ofHex("00 61 7f").isAscii()).isTrue();
    assertThat(Bytes.ofHex("61 80").isAscii()).isFalse();
    assertThat(Bytes.ofHex("80 61 80").slice(1, 1).isAscii()).isTrue();
    assertThat(Bytes.EMPTY.isAscii()).isTrue();
  }

  @Test
  void printsUpTo32Bytes() {
    assertThat(Bytes.wrap(new byte[32])).hasToString("[32 bytes " + "00".repeat(32) + "]");
  }

  @Test
  void printsLengthAndBeginning() {
    assertThat(SAMPLE).hasToString("[8 bytes 0102fffe007f8081]");
    assertThat(Bytes.wrap(new byte[33]).toString()).startsWith("[33 bytes 00").endsWith("…]");
    assertThat(Bytes.of("ä", StandardCharsets.UTF_8).toString(StandardCharsets.UTF_8))
        .isEqualTo("ä");
  }
}
