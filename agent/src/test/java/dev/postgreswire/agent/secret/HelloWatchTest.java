package dev.postgreswire.agent.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelloWatchTest {
  static final String SSL_REQUEST = "00000008 04d2162f";
  private static final String GSSENC_REQUEST = "00000008 04d21630";
  private static final String RANDOM = "a5".repeat(32);
  static final String CLIENT_HELLO = "160301 00f8 01 0000f4 0303" + RANDOM + "20 01020304";
  private static final String STARTUP = "0000000f 00030000 75736572 007800 00";

  private final HelloWatch watch = new HelloWatch();

  @Test
  void findsTheHelloAfterARequestForTls() {
    assertThat(look(SSL_REQUEST)).isEmpty();
    assertThat(look(CLIENT_HELLO)).contains(Bytes.ofHex(RANDOM));
    assertThat(watch.isOver()).isTrue();
  }

  @Test
  void findsTheHelloOfDirectTls() {
    assertThat(look(CLIENT_HELLO)).contains(Bytes.ofHex(RANDOM));
  }

  @Test
  void findsTheHelloAfterSeveralRequests() {
    assertThat(look(GSSENC_REQUEST)).isEmpty();
    assertThat(look(SSL_REQUEST)).isEmpty();
    assertThat(look(CLIENT_HELLO)).contains(Bytes.ofHex(RANDOM));
  }

  @Test
  void findsTheHelloInSingleBytes() {
    Bytes all = Bytes.ofHex(SSL_REQUEST + CLIENT_HELLO);
    Optional<Bytes> found = Optional.empty();
    for (int i = 0; i < all.length() && found.isEmpty(); i++) {
      assertThat(watch.isOver()).isFalse();
      found = watch.look(all.slice(i, 1).toByteBuffer());
    }
    assertThat(found).contains(Bytes.ofHex(RANDOM));
  }

  @Test
  void leavesTheBytesAsTheyAre() {
    ByteBuffer bytes = Bytes.ofHex(CLIENT_HELLO).toByteBuffer();
    int count = bytes.remaining();
    watch.look(bytes);
    assertThat(bytes.remaining()).isEqualTo(count);
  }

  @Test
  void isOverWhenNoTlsBegins() {
    assertThat(look(SSL_REQUEST + STARTUP)).isEmpty();
    assertThat(watch.isOver()).isTrue();
  }

  @Test
  void isOverWhenTheHandshakeBeginsOtherwise() {
    assertThat(look(CLIENT_HELLO.replaceFirst(" 01 ", " 02 "))).isEmpty();
    assertThat(watch.isOver()).isTrue();
  }

  private Optional<Bytes> look(String hex) {
    return watch.look(Bytes.ofHex(hex).toByteBuffer());
  }
}
