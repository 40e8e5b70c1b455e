package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * The sessions that RFC 8448 shows to the byte. The records are the RFC's; of the secrets, those of
 * section 3 are printed there, and the others follow from the private keys that it gives.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8448">RFC 8448</a>
 */
enum Rfc8448 {
  SIMPLE(3),
  RESUMED_0_RTT(4),
  HELLO_RETRY_REQUEST(5),
  CLIENT_AUTHENTICATION(6),
  COMPATIBILITY_MODE(7);

  /** What both sides say: 50 bytes that count from zero. */
  static final Bytes DATA = data();

  private final int section;

  Rfc8448(int section) {
    this.section = section;
  }

  Transcript transcript() {
    return new Transcript(
        lines()
            .filter(line -> line.name().length() == 1)
            .map(line -> new Transcript.Entry(direction(line.name()), line.bytes()))
            .toList());
  }

  KeyLog keyLog() {
    return keyLogWithout("");
  }

  KeyLog keyLogWithout(String label) {
    KeyLog keyLog = KeyLog.empty();
    lines()
        .map(Line::name)
        .filter(name -> name.length() > 1 && !name.equals(label))
        .forEach(name -> keyLog.secret(secret(name)));
    return keyLog;
  }

  TlsSecret secret(String label) {
    Line secret = lines().filter(line -> line.name().equals(label)).findFirst().orElseThrow();
    return new TlsSecret(label, transcript().clientRandom(), secret.bytes());
  }

  /** A record under the letter of its direction, or a secret under its label. */
  private record Line(String name, Bytes bytes) {
    static Line of(String text) {
      int space = text.indexOf(' ');
      return new Line(text.substring(0, space), Bytes.ofHex(text.substring(space + 1)));
    }
  }

  private Stream<Line> lines() {
    String name = "rfc8448-section-" + section + ".txt";
    try (InputStream in = Rfc8448.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Line::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Direction direction(String symbol) {
    return symbol.equals("F") ? Direction.FRONTEND : Direction.BACKEND;
  }

  private static Bytes data() {
    byte[] data = new byte[50];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    return Bytes.wrap(data);
  }
}
