package dev.postgreswire.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names of TLS cipher suites.
 *
 * @see <a
 *     href="https://www.iana.org/assignments/tls-parameters/tls-parameters.xhtml#tls-parameters-4">
 *     IANA's registry</a>
 */
public final class CipherSuites {
  private static final Map<Integer, String> NAMES = read();

  private CipherSuites() {}

  /** Returns the name in IANA's registry, or {@code 0x} and four digits. */
  public static String name(int suite) {
    return NAMES.getOrDefault(suite, String.format("0x%04x", suite));
  }

  private static Map<Integer, String> read() {
    try (InputStream in = CipherSuites.class.getResourceAsStream("cipher-suites.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .collect(Collectors.toMap(words -> Integer.valueOf(words[0], 16), words -> words[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
