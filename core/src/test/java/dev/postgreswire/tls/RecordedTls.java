package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sessions to the byte, with their secrets: of TLS 1.3 those that RFC 8448 shows, of TLS 1.2 some
 * that OpenSSL had with itself. The secrets of RFC 8448's section 3 are printed there; the others
 * follow from the private keys that it gives.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8448">RFC 8448</a>
 */
enum RecordedTls {
  SIMPLE("rfc8448-section-3"),
  RESUMED_0_RTT("rfc8448-section-4"),
  HELLO_RETRY_REQUEST("rfc8448-section-5"),
  CLIENT_AUTHENTICATION("rfc8448-section-6"),
  COMPATIBILITY_MODE("rfc8448-section-7"),
  TLS12_GCM("tls12-gcm"),
  TLS12_CHACHA20("tls12-chacha20"),
  TLS12_CBC("tls12-cbc"),
  TLS12_CBC_ENCRYPTED_THEN_AUTHENTICATED("tls12-cbc-etm");

  private final String file;

  RecordedTls(String file) {
    this.file = file;
  }

  /** What the client says. */
  Bytes clientsData() {
    return switch (this) {
      case SIMPLE -> counting();
      case RESUMED_0_RTT -> ascii("ABCDEF").plus(counting());
      case HELLO_RETRY_REQUEST, CLIENT_AUTHENTICATION, COMPATIBILITY_MODE -> Bytes.EMPTY;
      case TLS12_GCM, TLS12_CHACHA20, TLS12_CBC, TLS12_CBC_ENCRYPTED_THEN_AUTHENTICATED ->
          ascii("hello\nwhat a day\n");
    };
  }

  /** What the server says. */
  Bytes serversData() {
    return switch (this) {
      case SIMPLE, RESUMED_0_RTT -> counting();
      case HELLO_RETRY_REQUEST, CLIENT_AUTHENTICATION, COMPATIBILITY_MODE -> Bytes.EMPTY;
      case TLS12_GCM, TLS12_CHACHA20, TLS12_CBC, TLS12_CBC_ENCRYPTED_THEN_AUTHENTICATED ->
          ascii("olleh\nyad a tahw\n");
    };
  }

  /** Returns the labels of the secrets that there are. */
  List<String> labels() {
    return lines().map(Line::name).filter(name -> name.length() > 1).toList();
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
    labels().stream()
        .filter(name -> !name.equals(label))
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
    try (InputStream in = RecordedTls.class.getResourceAsStream(file + ".txt")) {
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

  private static Bytes ascii(String text) {
    return Bytes.of(text, StandardCharsets.US_ASCII);
  }

  /** 50 bytes that count from zero. */
  private static Bytes counting() {
    byte[] data = new byte[50];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    return Bytes.wrap(data);
  }
}
