package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatsTest {
  private static final DecodingContext INITIAL = DecodingContext.initial();

  @ParameterizedTest
  @MethodSource("dev.postgreswire.message.GoldenFrame#all")
  void sameBytesAreTheSameMessageHoweverOften(GoldenFrame golden) {
    Message first = golden.message();

    for (int i = 0; i < 4; i++) {
      assertThat(golden.message()).isEqualTo(first);
      assertThat(MessageEncoder.encode(golden.message(), golden.context().charset()))
          .isEqualTo(golden.frame().bytes());
    }
  }

  @ParameterizedTest
  @MethodSource("frequent")
  void whatComesOftenIsDecodedOnce(BackendMessage message) {
    decode(message);
    Message known = decode(message);

    assertThat(decode(message)).isEqualTo(message).isSameAs(known);
  }

  static Stream<BackendMessage> frequent() {
    ColumnDescription column =
        new ColumnDescription("owner", new Oid(16384), 1, new Oid(25), -1, -1, Format.TEXT);
    return Stream.of(
        new ParseComplete(),
        new BindComplete(),
        new CloseComplete(),
        new NoData(),
        new EmptyQueryResponse(),
        new PortalSuspended(),
        new ReadyForQuery(TransactionStatus.FAILED),
        new CommandComplete(new CommandTag("")),
        new CommandComplete(new CommandTag("A")),
        new CommandComplete(new CommandTag("UPDATE 1")),
        new CommandComplete(new CommandTag("UPDATE 100")),
        new CommandComplete(new CommandTag("UPDATE 1000")),
        new ParameterDescription(List.of(new Oid(23))),
        new RowDescription(List.of(column, column)));
  }

  @ParameterizedTest
  @MethodSource("withValues")
  void valuesAreNotKept(BackendMessage message) {
    decode(message);
    decode(message);

    assertThat(decode(message)).isEqualTo(message).isNotSameAs(decode(message));
  }

  static Stream<BackendMessage> withValues() {
    return Stream.of(
        new ParameterStatus("session_authorization", "alice"),
        new NotificationResponse(1, "channel", "payload"),
        new DataRow(List.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 40, 300, 600})
  void messagesOfOneLengthAreToldApartByAnyByte(int length) {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < length; i++) {
        String text = "x".repeat(i) + "y" + "x".repeat(length - i - 1);

        assertThat(decode(new CommandComplete(new CommandTag(text))))
            .isEqualTo(new CommandComplete(new CommandTag(text)));
      }
    }
  }

  @Test
  void aNameIsReadInTheCharacterSetOfItsConnection() {
    Frame frame = frame(Bytes.ofHex("43 00000007 c3a9 00"));
    DecodingContext latin = INITIAL.after(new ParameterStatus("client_encoding", "LATIN1"));

    for (int i = 0; i < 3; i++) {
      assertThat(MessageDecoder.decode(frame, INITIAL)).isEqualTo(tag("é"));
      assertThat(MessageDecoder.decode(frame, latin)).isEqualTo(tag("Ã©"));
    }
  }

  @Test
  void malformedOnesStayMalformed() {
    for (int i = 0; i < 3; i++) {
      assertThat(MessageDecoder.decode(frame(Bytes.ofHex("43 00000005 61")), INITIAL))
          .extracting(message -> ((Undecoded) message).reason())
          .isEqualTo("field 'tag' has no terminating NUL");
      assertThat(MessageDecoder.decode(frame(Bytes.ofHex("5a 00000004")), INITIAL))
          .isInstanceOf(Undecoded.class);
      assertThat(MessageDecoder.decode(frame(Bytes.ofHex("32 00000009")), INITIAL))
          .isInstanceOf(Undecoded.class);
      assertThat(MessageDecoder.decode(frame(Bytes.ofHex("32 00000004")), INITIAL))
          .isEqualTo(new BindComplete());
    }
  }

  @Test
  void theClientsBytesAreNotTheServers() {
    Bytes close = Bytes.ofHex("43 00000006 53 00");
    Frame fromClient = new Frame(Direction.FRONTEND, FrameKind.MESSAGE, 0, 7, close, "");

    for (int i = 0; i < 3; i++) {
      assertThat(MessageDecoder.decode(frame(close), INITIAL)).isEqualTo(tag("S"));
      assertThat(MessageDecoder.decode(fromClient, INITIAL)).isInstanceOf(Close.class);
    }
  }

  @Test
  void whatIsCutIsNotWhole() {
    Bytes whole = Bytes.ofHex("43 00000007 6162 00");
    Frame cut = new Frame(Direction.BACKEND, FrameKind.MESSAGE, 0, 9, whole, "");

    for (int i = 0; i < 3; i++) {
      assertThat(MessageDecoder.decode(frame(whole), INITIAL)).isEqualTo(tag("ab"));
      assertThat(MessageDecoder.decode(cut, INITIAL)).isInstanceOf(Undecoded.class);
    }
  }

  @Test
  void whatIsKeptDoesNotChangeWithTheBufferItCameIn() {
    byte[] buffer = frame(tag("BEGIN")).bytes().toByteArray();
    for (int i = 0; i < 3; i++) {
      MessageDecoder.decode(frame(Bytes.wrap(buffer)), INITIAL);
    }
    buffer[5] = 'X';

    assertThat(decode(tag("BEGIN"))).isEqualTo(tag("BEGIN"));
    assertThat(MessageDecoder.decode(frame(Bytes.wrap(buffer)), INITIAL)).isEqualTo(tag("XEGIN"));
  }

  private static CommandComplete tag(String text) {
    return new CommandComplete(new CommandTag(text));
  }

  private static Message decode(BackendMessage message) {
    return MessageDecoder.decode(frame(message), INITIAL);
  }

  private static Frame frame(BackendMessage message) {
    Charset charset = StandardCharsets.UTF_8;
    return frame(MessageEncoder.encode(message, charset));
  }

  private static Frame frame(Bytes bytes) {
    return new Frame(Direction.BACKEND, FrameKind.MESSAGE, 0, bytes.length(), bytes, "");
  }
}
