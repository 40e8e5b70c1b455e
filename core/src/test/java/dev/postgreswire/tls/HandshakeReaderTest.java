package dev.postgreswire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postgreswire.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Handshake messages in whatever records. */
class HandshakeReaderTest {
  private static final Bytes HELLO = Bytes.ofHex("02 000003 aabbcc");
  private static final Bytes CERTIFICATE = Bytes.ofHex("0b 000002 ddee");
  private static final Bytes DONE = Bytes.ofHex("0e 000000");

  private final HandshakeReader reader = new HandshakeReader();

  @Test
  void findsSeveralMessagesInOneRecord() throws Halt {
    assertThat(reader.take(HELLO.plus(CERTIFICATE).plus(DONE)))
        .containsExactly(
            new HandshakeMessage(2, Bytes.ofHex("aabbcc")),
            new HandshakeMessage(11, Bytes.EMPTY), // its content does not matter
            new HandshakeMessage(14, Bytes.EMPTY));
  }

  @Test
  void findsAMessageInManyRecords() throws Halt {
    List<HandshakeMessage> messages = new ArrayList<>();
    Bytes all = HELLO.plus(CERTIFICATE).plus(HELLO);
    for (int i = 0; i < all.length(); i++) {
      messages.addAll(reader.take(all.slice(i, 1)));
    }

    assertThat(messages)
        .extracting(HandshakeMessage::body)
        .containsExactly(Bytes.ofHex("aabbcc"), Bytes.EMPTY, Bytes.ofHex("aabbcc"));
  }

  @Test
  void keepsNothingOfALongMessageThatDoesNotMatter() throws Halt {
    Bytes megabyte = Bytes.of(new byte[1 << 20]);
    assertThat(reader.take(Bytes.ofHex("0b ffffff"))).isEmpty();
    for (int i = 0; i < 15; i++) {
      assertThat(reader.take(megabyte)).isEmpty();
    }

    assertThat(reader.take(megabyte.from(1)))
        .containsExactly(new HandshakeMessage(11, Bytes.EMPTY));
  }

  @Test
  void refusesAHelloThatIsTooLong() {
    assertThatExceptionOfType(Halt.class)
        .isThrownBy(() -> reader.take(Bytes.ofHex("01 ffffff")))
        .withMessage("a hello of 16777215 bytes, more than TLS allows");
  }
}
