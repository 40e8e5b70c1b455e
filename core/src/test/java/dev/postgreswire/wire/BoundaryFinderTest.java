package dev.postgreswire.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BoundaryFinderTest {
  private static final String READY = "Z\0\0\0\5I";
  private static final String QUERY = "Q\0\0\0\15select 1\0";

  private final BoundaryFinder finder = new BoundaryFinder();

  @Test
  void trustsARequestAfterReadyForQuery() {
    finder.backend(bytes("...the end of some rows" + READY));

    assertThat(finder.frontend(bytes(QUERY))).isTrue();
    assertThat(finder.ready()).isEqualTo(bytes(READY));
  }

  @Test
  void putsReadyForQueryTogetherFromPieces() {
    for (int i = 0; i < READY.length(); i++) {
      finder.backend(bytes(READY.substring(i, i + 1)));
    }

    assertThat(finder.frontend(bytes(QUERY))).isTrue();
  }

  @Test
  void doesNotTrustARequestWhileTheServerIsNotReady() {
    finder.backend(bytes(READY + "N"));

    assertThat(finder.frontend(bytes(QUERY))).isFalse();
  }

  @Test
  void doesNotTrustARequestWithinWhatTheClientSays() {
    finder.backend(bytes(READY));

    assertThat(finder.frontend(bytes("d\0\0\0\20"))).isFalse();
    assertThat(finder.frontend(bytes(QUERY))).isFalse();
  }

  @Test
  void doesNotTrustWhatIsNoRequest() {
    finder.backend(bytes(READY));

    assertThat(finder.frontend(bytes("POST / HTTP/1.1\r\n"))).isFalse();
  }

  @Test
  void findsTheNextBoundaryAfterOneThatWasNone() {
    finder.frontend(bytes(QUERY));
    finder.backend(bytes("C\0\0\0\15SELECT 1\0" + READY));

    assertThat(finder.frontend(bytes(QUERY))).isTrue();
  }

  @Test
  void aRequestWhoseHeaderIsCutIsNone() {
    finder.backend(bytes(READY));

    assertThat(finder.frontend(bytes(QUERY.substring(0, 4)))).isFalse();
  }

  @Test
  void aRequestMayBeNothingButAHeader() {
    finder.backend(bytes("N"));
    finder.backend(bytes(READY.substring(0, 4)));
    finder.backend(bytes(READY.substring(4)));

    assertThat(finder.frontend(bytes("S\0\0\0\4"))).isTrue();
    assertThat(finder.ready()).isEqualTo(bytes(READY));
  }

  @Test
  void keepsTheLastBytesOfWhatComesInPieces() {
    finder.backend(bytes("Z\0\0\0\5"));
    finder.backend(bytes(READY + READY.substring(0, 3)));
    finder.backend(bytes(READY.substring(3)));

    assertThat(finder.frontend(bytes(QUERY))).isTrue();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }
}
