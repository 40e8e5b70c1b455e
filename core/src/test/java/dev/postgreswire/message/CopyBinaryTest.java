package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.copy.CopyBinary;
import dev.postgreswire.message.copy.CopyBinaryReader;
import dev.postgreswire.message.copy.CopyBinaryScanner;
import dev.postgreswire.message.copy.CopyHeader;
import dev.postgreswire.message.copy.CopyRow;
import dev.postgreswire.message.copy.CopyTrailer;
import dev.postgreswire.message.copy.UndecodedCopy;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyBinaryTest {
  private static final String HEADER = "5047434f50590aff0d0a00 00000000 00000000";
  private static final String ROW_1 = "0002 00000004 00000001 00000003 6f6e65";
  private static final String ROW_2 = "0002 ffffffff 00000000";

  /** A header, two rows and a trailer. */
  static final Bytes SAMPLE = Bytes.ofHex(HEADER + ROW_1 + ROW_2 + "0000" + "ffff");

  private static final List<CopyBinary> ELEMENTS =
      List.of(
          new CopyHeader(0, Bytes.EMPTY),
          new CopyRow(
              List.of(Optional.of(Bytes.ofHex("00000001")), Optional.of(Bytes.ofHex("6f6e65")))),
          new CopyRow(List.of(Optional.empty(), Optional.of(Bytes.EMPTY))),
          new CopyRow(List.of()),
          new CopyTrailer());

  @Test
  void readsElementsWhereverTheDataIsCut() {
    for (int step = 1; step <= SAMPLE.length(); step++) {
      assertThat(read(SAMPLE, step)).as("in steps of " + step).isEqualTo(ELEMENTS);
    }
  }

  @Test
  void writesWhatItReads() {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);

    read(SAMPLE, 7).forEach(element -> element.encode(out));

    assertThat(out.toBytes()).isEqualTo(SAMPLE);
  }

  @Test
  void readsAnExtendedHeader() {
    Bytes bytes = Bytes.ofHex("5047434f50590aff0d0a00 00010000 00000002 abcd");

    assertThat(read(bytes, 3)).containsExactly(new CopyHeader(0x10000, Bytes.ofHex("abcd")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "31096f6e650a | no header of a binary COPY",
        "5047434f50590a0d | no header of a binary COPY",
        "5047434f50590aff0d0a00 00000000 ffffffff | no header of a binary COPY",
        HEADER + " fffe | no row of a binary COPY",
        HEADER + " 0001 fffffffe | no row of a binary COPY",
        HEADER + " ffff 00 | data after the trailer of a binary COPY",
      })
  void keepsWhatIsNoBinaryCopy(String hex, String reason) {
    Bytes bytes = Bytes.ofHex(hex);
    for (int step = 1; step <= bytes.length(); step++) {
      WireWriter out = new WireWriter(StandardCharsets.UTF_8);
      List<CopyBinary> elements = read(bytes, step);

      elements.forEach(element -> element.encode(out));

      assertThat(out.toBytes()).as("in steps of " + step).isEqualTo(bytes);
      assertThat(elements.get(elements.size() - 1))
          .isInstanceOfSatisfying(
              UndecodedCopy.class, undecoded -> assertThat(undecoded.reason()).isEqualTo(reason));
    }
  }

  @Test
  void holdsNoMoreThanOneElement() {
    CopyBinaryReader reader = new CopyBinaryReader();

    reader.feed(Bytes.ofHex(HEADER + ROW_1 + "0001 7fffffff aabb"));

    assertThat(reader.pending()).isEqualTo(Bytes.ofHex("0001 7fffffff aabb"));
  }

  @Test
  void namesTheFieldsOfAFrameThatHoldsWholeElements() {
    DecodingContext context = Contexts.after(Contexts.binaryCopy());

    assertThat(fields(HEADER + ROW_2, context))
        .containsExactly(
            "0 1 type d",
            "1 4 length 33",
            "5 29 data [29 bytes " + Bytes.ofHex(HEADER + ROW_2).toHex() + "]",
            "5 11 data.header.signature [11 bytes 5047434f50590aff0d0a00]",
            "16 4 data.header.flags 0",
            "20 4 data.header.extensionLength 0",
            "24 0 data.header.extension [0 bytes ]",
            "24 2 data.rows[0].columnCount 2",
            "26 4 data.rows[0].columns[0] Optional.empty",
            "30 4 data.rows[0].columns[1] Optional[[0 bytes ]]");
  }

  @Test
  void namesThePartsOfElementsThatFramesCut() {
    DecodingContext context =
        Contexts.after(Contexts.binaryCopy())
            .after(new CopyData(Bytes.ofHex(HEADER + "0001 00000003 aa")));

    assertThat(fields("bbcc ffff", context))
        .contains("5 2 data.continued [2 bytes bbcc]", "7 2 data.rows[0].trailer -1");
    assertThat(fields("bb", context)).contains("5 1 data.incomplete [1 bytes bb]");
  }

  @Test
  void afterALossTheDataIsBytes() {
    Undecoded cut = new Undecoded(Direction.FRONTEND, Bytes.ofHex("64"), "cut", 0);
    DecodingContext context = Contexts.after(Contexts.binaryCopy()).after(cut);

    assertThat(context.isCopyBinary()).isTrue();
    assertThat(fields(ROW_1, context)).hasSize(3);
  }

  @Test
  void aTextCopyIsBytes() {
    DecodingContext context = Contexts.after(new CopyInResponse(Format.TEXT, List.of(Format.TEXT)));

    assertThat(fields(HEADER, context)).hasSize(3);
  }

  @Test
  void countsTheRowsOfAFrameThatHoldsSeveral() {
    DecodingContext context =
        Contexts.after(Contexts.binaryCopy()).after(new CopyData(Bytes.ofHex(HEADER)));

    assertThat(fields("0000 0001 00000001 61 ffff", context))
        .containsExactly(
            "0 1 type d",
            "1 4 length 15",
            "5 11 data [11 bytes 000000010000000161ffff]",
            "5 2 data.rows[0].columnCount 0",
            "7 2 data.rows[1].columnCount 1",
            "9 5 data.rows[1].columns[0] Optional[[1 bytes 61]]",
            "14 2 data.rows[2].trailer -1");
  }

  @Test
  void dataAfterTheTrailerIsIncomplete() {
    DecodingContext context =
        Contexts.after(Contexts.binaryCopy()).after(new CopyData(Bytes.ofHex(HEADER)));

    assertThat(fields("ffff 0000", context))
        .contains("5 2 data.rows[0].trailer -1", "7 2 data.incomplete [2 bytes 0000]");
  }

  @Test
  void saysWhereItStands() {
    Bytes header = Bytes.ofHex(HEADER);
    CopyBinaryScanner scanner = new CopyBinaryScanner();

    assertThat(scanner.next(header.slice(0, 17), 0)).isEqualTo(-1);
    assertThat(scanner.isInHeader()).isTrue();
    assertThat(scanner.isBetweenElements()).isFalse();
    assertThat(scanner.next(header.from(17), 0)).isEqualTo(2);
    assertThat(scanner.isInHeader()).isFalse();
    assertThat(scanner.isBetweenElements()).isTrue();
    assertThat(scanner.next(Bytes.ofHex("ffff"), 0)).isEqualTo(2);
    assertThat(scanner.isEnded()).isTrue();
  }

  private static List<String> fields(String hex, DecodingContext context) {
    Bytes bytes = MessageEncoder.encode(new CopyData(Bytes.ofHex(hex)), StandardCharsets.UTF_8);
    Frame frame = new Frame(Direction.FRONTEND, FrameKind.MESSAGE, 0, bytes.length(), bytes, "");
    List<Field> fields = MessageDecoder.fields(frame, context);
    return fields.stream().map(GoldenFrame::line).toList();
  }

  private static List<CopyBinary> read(Bytes bytes, int step) {
    CopyBinaryReader reader = new CopyBinaryReader();
    List<CopyBinary> elements = new ArrayList<>();
    for (int i = 0; i < bytes.length(); i += step) {
      elements.addAll(reader.feed(bytes.slice(i, Math.min(step, bytes.length() - i))));
    }
    return elements;
  }
}
