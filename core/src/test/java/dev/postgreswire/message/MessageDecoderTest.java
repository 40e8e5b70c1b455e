package dev.postgreswire.message;

import static dev.postgreswire.wire.Direction.BACKEND;
import static dev.postgreswire.wire.Direction.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.pgoutput.LogicalDecodingMessage;
import dev.postgreswire.message.pgoutput.RelationColumn;
import dev.postgreswire.message.replication.Lsn;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageDecoderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F | 7a 00000004 | 0 | unknown message type 0x7a 'z'",
        "F | 01 00000004 | 0 | unknown message type 0x01",
        "B | 51 00000005 00 | 0 | unknown message type 0x51 'Q'",
        "F | 70 00000005 00 | 0 | message type 'p' without an Authentication message that asks for"
            + " it",
        "F | 51 00000006 6161 | 5 | field 'query' has no terminating NUL",
        "F | 51 00000006 ff00 | 5 | field 'query' is not valid UTF-8",
        "F | 51 00000006 0061 | 6 | 1 bytes after the last field",
        "F | 53 00000005 00 | 5 | 1 bytes after the last field",
        "F | 44 00000006 5100 | 5 | field 'target' is neither 'S' nor 'P'",
        "F | 50 0000000a 0000 0002 0000 | 9 | field 'parameterTypes[0]' needs 4 bytes, 2 are left",
        "F | 42 0000000c 0000 0000 ffff 0000 | 11 | field 'parameters[0]' needs 4 bytes, 2 are"
            + " left",
        "B | 5a 00000005 51 | 5 | field 'status' is none of 'I', 'T' and 'E'",
        "B | 44 0000000a 0001 00000005 | 11 | field 'columns[0]' needs 5 bytes, 0 are left",
        "B | 44 0000000a 0001 fffffffe | 7 | field 'columns[0]' has a length of -2",
        "B | 4b 0000000b 00000001 aabbcc | 9 | field 'secretKey' has 3 bytes, not 4 to 256",
        "B | 45 00000008 4d616200 | 9 | field 'terminator' needs 1 bytes, 0 are left",
        "B | 54 00000008 0001 6100 | 9 | field 'columns[0].tableOid' needs 4 bytes, 0 are left",
        "B | 52 00000006 0000 | 5 | field 'code' needs 4 bytes, 2 are left",
        "B | 76 0000000c 00030000 ffffffff | 13 | field 'options' has a count of -1",
      })
  void saysWhatIsWrongAndWhere(String direction, String hex, int offset, String reason) {
    Direction sender = direction.equals("F") ? FRONTEND : BACKEND;
    Bytes bytes = Bytes.ofHex(hex);

    Message message = decode(sender, FrameKind.MESSAGE, hex);

    assertThat(message).isEqualTo(new Undecoded(sender, bytes, reason, offset));
    assertThat(message.type()).isEqualTo(MessageType.UNDECODED);
    assertThat(MessageEncoder.encode(message, DecodingContext.initial().charset()))
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "00000009 00020000 00 | 4 | protocol 2.0 is none of 3.x",
        "0000000c 04d2162f 00000000 | 8 | 4 bytes after the last field",
        "00000008 00030000 | 8 | field 'terminator' needs 1 bytes, 0 are left",
        "0000000a 00030000 0000 | 9 | 1 bytes after the last field",
        "0000000f 00030000 7573657200 6200 | 15 | field 'terminator' needs 1 bytes, 0 are left",
        "0000000f 00030000 7573657200 6261 | 13 | field 'parameters[0].value' has no terminating"
            + " NUL",
        "0000000c 04d2162e 00000001 | 12 | field 'secretKey' has 0 bytes, not 4 to 256",
      })
  void saysWhatIsWrongWithAStartupPacket(String hex, int offset, String reason) {
    Message message = decode(FRONTEND, FrameKind.STARTUP, hex);

    assertThat(message)
        .isInstanceOfSatisfying(
            Undecoded.class,
            undecoded -> {
              assertThat(undecoded.reason()).isEqualTo(reason);
              assertThat(undecoded.offset()).isEqualTo(offset);
            });
  }

  @Test
  void keepsTheFaultOfAFrame() {
    Frame frame =
        new Frame(FRONTEND, FrameKind.UNFRAMED, 3, 4, Bytes.ofHex("47455420"), "not PostgreSQL");

    assertThat(MessageDecoder.decode(frame, DecodingContext.initial()))
        .isEqualTo(new Undecoded(FRONTEND, frame.bytes(), "not PostgreSQL", 0));
    assertThat(MessageDecoder.fields(frame, DecodingContext.initial()))
        .containsExactly(new Field("undecoded", 0, 4, frame.bytes()));
  }

  @Test
  void keepsTheFieldsBeforeTheFault() {
    List<Field> fields =
        MessageDecoder.fields(
            frame(FRONTEND, FrameKind.MESSAGE, "44 00000007 51 6100"), DecodingContext.initial());

    assertThat(fields)
        .extracting(Field::name)
        .containsExactly("type", "length", "target", "undecoded");
    assertThat(fields.get(3)).isEqualTo(new Field("undecoded", 6, 2, Bytes.ofHex("6100")));
  }

  @Test
  void readsUnsignedCounts() {
    StringBuilder hex = new StringBuilder("44 00040004 ffff");
    hex.append("ffffffff".repeat(65535));
    Bytes bytes = Bytes.ofHex(hex.toString());
    String length = String.format("%08x", bytes.length() - 1);

    Message message = decode(BACKEND, FrameKind.MESSAGE, "44" + length + bytes.from(5).toHex());

    assertThat(message)
        .isInstanceOfSatisfying(DataRow.class, row -> assertThat(row.columns()).hasSize(65535));
  }

  @Test
  void saysWhichVersionIsTheNewestInEitherForm() {
    assertThat(new NegotiateProtocolVersion(2, List.of()).newest()).isEqualTo(ProtocolVersion.V3_2);
    assertThat(new NegotiateProtocolVersion(0x30000, List.of()).newest())
        .isEqualTo(ProtocolVersion.V3_0);
    assertThat(ProtocolVersion.of(0x3270f))
        .hasToString("3.9999")
        .isGreaterThan(ProtocolVersion.V3_2);
  }

  @Test
  void theLastOfEqualParametersCounts() {
    StartupMessage message =
        new StartupMessage(
            ProtocolVersion.V3_0,
            List.of(
                new StartupParameter("user", "a"),
                new StartupParameter("user", "b"),
                new StartupParameter("database", "c")));

    assertThat(message.parameter("user")).contains("b");
    assertThat(message.parameter("options")).isEmpty();
  }

  @Test
  void oneFormatStandsForAll() {
    assertThat(Format.at(List.of(), 3)).isEqualTo(Format.TEXT);
    assertThat(Format.at(List.of(Format.BINARY), 3)).isEqualTo(Format.BINARY);
    assertThat(Format.at(List.of(Format.TEXT, Format.BINARY), 1)).isEqualTo(Format.BINARY);
    assertThat(new Format(7)).hasToString("7");
  }

  @Test
  void oneFormatStandsForAllParametersAndAllColumns() {
    Bind bind =
        new Bind("", "", List.of(Format.TEXT, Format.BINARY), List.of(), List.of(Format.BINARY));
    FunctionCall call =
        new FunctionCall(new Oid(1), List.of(Format.BINARY), List.of(), Format.TEXT);

    assertThat(bind.parameterFormat(1)).isEqualTo(Format.BINARY);
    assertThat(bind.parameterFormat(2)).as("without a code").isEqualTo(Format.TEXT);
    assertThat(bind.resultFormat(7)).isEqualTo(Format.BINARY);
    assertThat(call.argumentFormat(7)).isEqualTo(Format.BINARY);
  }

  @Test
  void oidsAndPositionsHaveNoSign() {
    assertThat(new Oid(-1).unsigned()).isEqualTo(4294967295L);
    assertThat(new Oid(-1)).hasToString("4294967295");
    assertThat(new Lsn(-1)).isGreaterThan(new Lsn(1)).hasToString("FFFFFFFF/FFFFFFFF");
  }

  @Test
  void onlyYesIsYes() {
    assertThat(new NegotiationAnswer('S').isAccepted()).isTrue();
    assertThat(new NegotiationAnswer('G').isAccepted()).isTrue();
    assertThat(new NegotiationAnswer('N').isAccepted()).isFalse();
  }

  @Test
  void knowsWhoSaysWhat() {
    assertThat(MessageType.QUERY.direction()).contains(FRONTEND);
    assertThat(MessageType.DATA_ROW.direction()).contains(BACKEND);
    assertThat(MessageType.COPY_DATA.direction()).as("both do").isEmpty();
  }

  @Test
  void flagsOfPgoutputSayWhatTheyMean() {
    assertThat(new RelationColumn(1, "id", new Oid(23), -1).isKey()).isTrue();
    assertThat(new RelationColumn(2, "name", new Oid(25), -1).isKey()).isFalse();
    assertThat(emitted(1).isTransactional()).isTrue();
    assertThat(emitted(2).isTransactional()).isFalse();
  }

  private static LogicalDecodingMessage emitted(int flags) {
    return new LogicalDecodingMessage(OptionalInt.empty(), flags, 1, "app", Bytes.EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "B | 20 00000004 | 0 | unknown message type 0x20",
        "B | 21 00000004 | 0 | unknown message type 0x21 '!'",
        "B | 7e 00000004 | 0 | unknown message type 0x7e '~'",
        "B | 7f 00000004 | 0 | unknown message type 0x7f",
        "F | 53 00000009 | 1 | field 'length' is 9 in a frame of 5 bytes",
      })
  void quotesATypeThatIsText(String direction, String hex, int offset, String reason) {
    Direction sender = direction.equals("F") ? FRONTEND : BACKEND;

    assertThat(decode(sender, FrameKind.MESSAGE, hex))
        .isEqualTo(new Undecoded(sender, Bytes.ofHex(hex), reason, offset));
  }

  private static Message decode(Direction direction, FrameKind kind, String hex) {
    return MessageDecoder.decode(frame(direction, kind, hex), DecodingContext.initial());
  }

  private static Frame frame(Direction direction, FrameKind kind, String hex) {
    Bytes bytes = Bytes.ofHex(hex);
    return new Frame(direction, kind, 0, bytes.length(), bytes, "");
  }
}
