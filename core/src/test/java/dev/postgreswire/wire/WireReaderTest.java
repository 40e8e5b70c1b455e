package dev.postgreswire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WireReaderTest {
  @Test
  void readsByNameAndKeepsTheFields() {
    WireReader in =
        recording("ff 0102 fffe 00000003 0000000000000004 01 6100 00000001 62 ffffffff 7a");

    assertThat(in.int8("a")).isEqualTo(-1);
    assertThat(in.int16("b")).isEqualTo(0x102);
    assertThat(in.uint16("c")).isEqualTo(65534);
    assertThat(in.int32("d")).isEqualTo(3);
    assertThat(in.int64("e")).isEqualTo(4L);
    assertThat(in.bool("f")).isTrue();
    assertThat(in.cString("g")).isEqualTo("a");
    assertThat(in.sized("h")).contains(Bytes.ofHex("62"));
    assertThat(in.sized("i")).isEmpty();
    assertThat(in.rest("j")).isEqualTo(Bytes.ofHex("7a"));
    in.expectEnd();
    assertThat(in.fields())
        .containsExactly(
            new Field("a", 0, 1, -1),
            new Field("b", 1, 2, 0x102),
            new Field("c", 3, 2, 65534),
            new Field("d", 5, 4, 3),
            new Field("e", 9, 8, 4L),
            new Field("f", 17, 1, true),
            new Field("g", 18, 2, "a"),
            new Field("h", 20, 5, Optional.of(Bytes.ofHex("62"))),
            new Field("i", 25, 4, Optional.empty()),
            new Field("j", 29, 1, Bytes.ofHex("7a")));
  }

  @Test
  void namesTheElementsOfLists() {
    WireReader in = recording("01 02 03");

    List<Integer> plain = in.list("plain", 1, r -> r.int8(""));
    List<Integer> group = in.list("group", 2, r -> r.within("inner", i -> i.int8("x")));

    assertThat(plain).containsExactly(1);
    assertThat(group).containsExactly(2, 3);
    assertThat(in.fields())
        .extracting(Field::name)
        .containsExactly("plain[0]", "group[0].inner.x", "group[1].inner.x");
  }

  @Test
  void keepsAValueTypeInsteadOfWhatWasRead() {
    WireReader in = recording("05");

    String value = in.as(r -> "value " + r.int8("x"));

    assertThat(value).isEqualTo("value 5");
    assertThat(in.fields()).containsExactly(new Field("x", 0, 1, "value 5"));
  }

  @Test
  void keepsNoFieldsUnlessAsked() {
    WireReader in = WireReader.of(Bytes.ofHex("01 02"), 1, StandardCharsets.UTF_8);

    assertThat(in.list("x", 1, r -> r.int8(""))).containsExactly(2);
    in.inner("y", 0, 1, 1);
    assertThat(in.fields()).isEmpty();
  }

  @Test
  void namesTheFieldAtFault() {
    assertFault(() -> recording("0102").int32("a"), "field 'a' needs 4 bytes, 2 are left", 0);
    assertFault(() -> recording("6161").cString("a"), "field 'a' has no terminating NUL", 0);
    assertFault(() -> recording("fffffffe").sized("a"), "field 'a' has a length of -2", 0);
    assertFault(
        () -> recording("7fffffff 00").sized("a"),
        "field 'a' needs 2147483647 bytes, 1 are left",
        4);
    assertFault(() -> recording("00").bytes("a", -1), "field 'a' needs -1 bytes, 1 are left", 0);
    assertFault(
        () -> recording("00").list("a", -1, r -> r.int8("")), "field 'a' has a count of -1", 0);
    assertFault(() -> recording("02").bool("a"), "field 'a' is 2, neither 0 nor 1", 0);
    assertFault(
        () -> recording("00").list("a", 2, r -> r.int8("b")),
        "field 'a[1].b' needs 1 bytes, 0 are left",
        1);
    assertFault(() -> recording("00").expectEnd(), "1 bytes after the last field", 0);
  }

  @Test
  void demandsValidText() {
    assertFault(() -> recording("61 ff 00").cString("a"), "field 'a' is not valid UTF-8", 1);
    assertFault(() -> recording("c0 80 00").cString("a"), "field 'a' is not valid UTF-8", 0);
    assertFault(
        () -> recording("eda080 00").cString("surrogate"),
        "field 'surrogate' is not valid UTF-8",
        0);
  }

  @Test
  void readsTextInTheCharacterSetGiven() {
    Charset sjis = Charset.forName("windows-31j");
    WireReader in = WireReader.of(Bytes.ofHex("93fa967b 00"), 0, sjis);

    assertThat(in.cString("a")).isEqualTo("日本");
    assertThat(new WireWriter(sjis).cString("日本").toBytes().toHex()).isEqualTo("93fa967b00");
  }

  @Test
  void doesNotAllocateWhatACountClaims() {
    WireReader in = recording("7fffffff");

    assertFault(
        () -> in.list("a", in.int32("count"), r -> r.int32("")),
        "field 'a[0]' needs 4 bytes, 0 are left",
        4);
  }

  @Test
  void writesWhatItReads() {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);

    out.int8(255)
        .int16(-2)
        .int32(-3)
        .int64(-4)
        .cString("ä")
        .bytes(Bytes.ofHex("00"))
        .setInt32(3, 5);

    assertThat(out.toBytes()).isEqualTo(Bytes.ofHex("ff fffe 00000005 fffffffffffffffc c3a400 00"));
    assertThat(out.size()).isEqualTo(19);
  }

  @Test
  void readsListsUpToTheirEnd() {
    WireReader in = recording("61 62 00 7a");

    assertThat(in.listUpToNul("letters", r -> r.char8("letter"))).containsExactly('a', 'b');
    assertThat(in.position()).isEqualTo(3);
    assertThat(in.remaining()).isEqualTo(1);
    assertThat(in.fields())
        .extracting(Field::name)
        .containsExactly("letters[0].letter", "letters[1].letter", "terminator");
    assertThat(recording("00").listUpToNul("none", r -> r.char8("letter"))).isEmpty();
    assertFault(
        () -> recording("61").listUpToNul("letters", r -> r.char8("letter")),
        "field 'terminator' needs 1 bytes, 0 are left",
        1);
  }

  @Test
  void looksAheadWithoutReading() {
    WireReader in = recording("ff");

    assertThat(in.atByte(-1)).isTrue();
    assertThat(in.atByte(1)).isFalse();
    assertThat(in.char8("all of it")).isEqualTo('\u00ff');
    assertThat(in.atByte(-1)).as("at the end").isFalse();
  }

  @Test
  void readsGroupsWithoutKeepingFields() {
    WireReader in = WireReader.of(Bytes.ofHex("05"), 0, StandardCharsets.ISO_8859_1);

    assertThat(in.charset()).isEqualTo(StandardCharsets.ISO_8859_1);
    assertThat(in.<Integer>within("group", r -> r.int8("x"))).isEqualTo(5);
  }

  @Test
  void readsWhatIsOfNoLength() {
    assertThat(recording("00").cString("a")).isEmpty();
    assertThat(recording("00 61 00").bool("false")).isFalse();
    assertThat(recording("00000000").sized("a")).contains(Bytes.EMPTY);
    assertThat(recording("").bytes("a", 0)).isEqualTo(Bytes.EMPTY);
    assertThat(recording("").list("a", 0, r -> r.int8(""))).isEmpty();
  }

  @Test
  void readsTextThatIsNotAscii() {
    assertThat(recording("c3a4 00").cString("a")).isEqualTo("ä");
    assertFault(() -> recording("6161 c3a4 ff 00").cString("a"), "field 'a' is not valid UTF-8", 4);
  }

  /** Two ways to write a letter, of which the character set gives back one. */
  @Test
  void demandsTextThatGivesTheSameBytesBack() {
    Charset sjis = Charset.forName("windows-31j");

    assertThat(WireReader.of(Bytes.ofHex("8740 00"), 0, sjis).cString("a")).isEqualTo("①");
    assertFault(
        () -> WireReader.of(Bytes.ofHex("fa4a 00"), 0, sjis).cString("a"),
        "field 'a' is not canonical windows-31j",
        0);
  }

  @Test
  void writesMoreThanItBegunWith() {
    for (int length = 0; length < 300; length++) {
      Bytes text = Bytes.wrap("x".repeat(length).getBytes(StandardCharsets.US_ASCII));

      assertThat(new WireWriter(StandardCharsets.UTF_8).bytes(text).int8(1).bytes(text).toBytes())
          .isEqualTo(text.plus(Bytes.ofHex("01")).plus(text));
    }
  }

  @Test
  void writesAByteAtATime() {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);
    for (int i = 0; i < 200; i++) {
      out.int8(i);
    }
    out.setInt32(100, 0x01020304).int8(7);

    assertThat(out.toBytes().slice(98, 8)).isEqualTo(Bytes.ofHex("6263 01020304 6869"));
    assertThat(out.size()).isEqualTo(201);
  }

  private static WireReader recording(String hex) {
    return WireReader.recordingFields(Bytes.ofHex(hex), 0, StandardCharsets.UTF_8);
  }

  private static void assertFault(ThrowingCallable read, String message, int offset) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            MalformedMessageException.class,
            e -> assertThat(e.offset()).as("offset").isEqualTo(offset))
        .hasMessage(message);
  }
}
