package dev.postgreswire.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.message.Format;
import dev.postgreswire.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we make of a server's binary values is what the server itself prints for them. */
class ServerTextTest {
  private static final int RANDOM_NUMBERS = 300;

  @ParameterizedTest
  @MethodSource("dev.postgreswire.testing.TestServer#all")
  void ofEveryLiteralAlone(TestServer server) throws IOException {
    assertSameAsServer(server, literals(server.version()));
  }

  @ParameterizedTest
  @MethodSource("dev.postgreswire.testing.TestServer#all")
  void ofEveryLiteralWithinAnArray(TestServer server) throws IOException {
    List<String> arrays =
        literals(server.version())
            .filter(literal -> !literal.contains("pg_sleep"))
            .takeWhile(literal -> !literal.equals("'{}'::int4[]"))
            .map(literal -> "array[" + literal + ", null, " + literal + "]")
            .toList();
    assertSameAsServer(server, arrays.stream());
  }

  @ParameterizedTest
  @MethodSource("dev.postgreswire.testing.TestServer#all")
  void ofEveryLiteralWithinARecordAndAnArrayOfThem(TestServer server) throws IOException {
    assertSameAsServer(
        server,
        literals(server.version())
            .flatMap(
                literal ->
                    Stream.of(
                        "row(" + literal + ", null, 1)",
                        "array[row(row(" + literal + "), array[1])]")));
  }

  @ParameterizedTest
  @MethodSource("dev.postgreswire.testing.TestServer#all")
  void ofRandomNumbersAndTimes(TestServer server) throws IOException {
    Random random = new Random(18);
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < RANDOM_NUMBERS; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      literals.add("'" + number + "'::float8");
      literals.add("'" + Float.intBitsToFloat(random.nextInt()) + "'::float4");
      literals.add("'" + random.nextInt() / 1000.0 + "'::numeric");
      int days = random.nextInt() >> 12;
      String time = "%d.%06d seconds".formatted(random.nextInt(99_999), random.nextInt(1_000_000));
      literals.add("'%d mons %d days -%s'::interval".formatted(i - 99, days, time));
      literals.add("'%d mons %d days %s'::interval".formatted(99 - i, days, time));
      literals.add("'2000-01-01'::timestamp + '%d days %s'::interval".formatted(days, time));
      literals.add("'2000-01-01'::timestamptz + '%d days %s'::interval".formatted(days, time));
    }
    assertSameAsServer(server, literals.stream());
  }

  private static void assertSameAsServer(TestServer server, Stream<String> literals)
      throws IOException {
    List<String> all = literals.toList();
    assertThat(all).hasSizeGreaterThan(300);
    List<String> differences = new ArrayList<>();
    try (TypeClient client = TypeClient.of(server)) {
      for (String literal : all) {
        compare(client, literal).ifPresent(differences::add);
      }
    }
    assertThat(differences).isEmpty();
  }

  private static Optional<String> compare(TypeClient client, String literal) {
    try {
      TypedValue binary = decode(client, literal, Format.BINARY);
      TypedValue text = decode(client, literal, Format.TEXT);
      boolean isSame =
          binary.fault().isEmpty()
              && text.fault().isEmpty()
              && binary.text().equals(text.text())
              && Objects.equals(binary.value(), text.value());
      return isSame
          ? Optional.empty()
          : Optional.of(
              "%s:%n  binary %s%n  text   %s".formatted(literal, show(binary), show(text)));
    } catch (IllegalStateException e) {
      return Optional.of("the server refuses " + literal + ": " + e.getMessage());
    }
  }

  private static String show(TypedValue value) {
    return "%s, value %s, fault %s".formatted(value.text(), value.value(), value.fault());
  }

  private static TypedValue decode(TypeClient client, String literal, Format format) {
    TypeClient.Answer answer = client.select(literal, format);
    return Values.decode(answer.type(), format, answer.bytes(), StandardCharsets.UTF_8);
  }

  /** The lines of {@code literals.txt} that a server of this version understands. */
  private static Stream<String> literals(int version) throws IOException {
    try (InputStream file = ServerTextTest.class.getResourceAsStream("literals.txt")) {
      String all = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return all.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .filter(line -> !line.matches("\\d\\d: .*") || number(line) <= version)
          .map(line -> line.replaceFirst("^\\d\\d: ", ""));
    }
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring(0, 2));
  }
}
