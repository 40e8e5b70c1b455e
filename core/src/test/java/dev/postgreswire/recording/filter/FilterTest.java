package dev.postgreswire.recording.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilterTest {
  private static final Path RESOURCES = Path.of("src/main/resources/dev/postgreswire");

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatTheTableOfCasesSays(FilterCases.Case filterCase) {
    assertThat(filterCase.result()).isEqualTo(filterCase.expected());
  }

  static Stream<FilterCases.Case> cases() throws IOException {
    return FilterCases.all();
  }

  @Test
  @Tag("outside")
  void javaScriptSaysTheSame(@TempDir Path directory) throws Exception {
    // Modules in files of their own; in the page they are one script.
    Files.writeString(directory.resolve("package.json"), "{\"type\": \"module\"}");
    try (var modules = Files.newDirectoryStream(RESOURCES.resolve("report"), "filter*.js")) {
      for (Path module : modules) {
        Files.copy(module, directory.resolve(module.getFileName()));
      }
    }
    Path runner = FilterCases.FILE.resolveSibling("run-filter-cases.mjs");
    Path fields = RESOURCES.resolve("recording/filter/filter-fields.tsv");
    String output = node(runner, directory, fields, FilterCases.FILE);
    assertThat(output).isEqualTo(FilterCases.all().count() + " cases, 0 failures\n");
  }

  private static String node(Path... arguments) throws Exception {
    Stream<String> paths = Stream.of(arguments).map(path -> path.toAbsolutePath().toString());
    return Tool.of("node").run(paths.toArray());
  }

  @Test
  @Tag("outside")
  void knowsAllFieldsOfWireshark() throws Exception {
    List<String> theirs =
        Tool.of("tshark")
            .run("-G", "fields")
            .lines()
            .map(line -> line.split("\t", -1))
            .filter(cells -> cells.length > 2 && cells[2].matches("pgsql(\\..*)?"))
            .map(cells -> cells[2])
            .toList();
    assertThat(theirs).hasSizeGreaterThan(40);
    assertThat(FilterFields.all()).extracting(FilterField::name).containsAll(theirs);
  }

  @Test
  void showsWhereItCannotBeReadAndWhatToWrite() {
    assertThatThrownBy(() -> Filter.parse("rtt > 5ms and pgsql.qeury contains \"orders\""))
        .isInstanceOf(FilterSyntaxException.class)
        .hasMessage(
            """
            there is no field 'pgsql.qeury': write pgsql.query or pgsql.key, or "pgsql.qeury" to search for it
              rtt > 5ms and pgsql.qeury contains "orders"
                            ^\
            """);
  }

  @Test
  void showsOnlyThePartOfALongExpressionThatIsWrong() {
    String longOne = "sql == \"x\" or ".repeat(50);
    assertThatThrownBy(() -> Filter.parse(longOne + "len > x"))
        .hasMessage(
            """
            'len' is a number: write one, such as 5
              …l == "x" or sql == "x" or sql == "x" or sql == "x" or len > x
                                                                           ^\
            """)
        .extracting(e -> ((FilterSyntaxException) e).position())
        .isEqualTo(longOne.length() + 6);
  }

  @Test
  void givesUpOnAPatternThatWouldTakeForever() {
    String pattern = "^" + "a?".repeat(30) + "a{30}$";
    Filter filter = Filter.parse("sql matches \"" + pattern + "\"");
    assertThatThrownBy(() -> filter.matches(source -> List.of("a".repeat(29) + "b")))
        .isInstanceOf(FilterTooCostlyException.class)
        .hasMessage(
            "the pattern \""
                + pattern
                + "\" takes too long on a text of 30 characters: write it without alternatives or"
                + " repetitions that fit the same text");
  }

  @Test
  void givesUpOnATextThatIsTooLongForThePattern() {
    Filter filter = Filter.parse("sql matches \"^(a|b)*$\"");
    assertThatThrownBy(() -> filter.matches(source -> List.of("ab".repeat(1_000_000))))
        .isInstanceOf(FilterTooCostlyException.class);
  }

  @Test
  void nestsOnlySoDeep() {
    assertThatThrownBy(() -> Filter.parse("(".repeat(5000)))
        .isInstanceOf(FilterSyntaxException.class)
        .hasMessageStartingWith("more than 100 parentheses within each other");
    assertThatThrownBy(() -> Filter.parse("not ".repeat(2000) + "sql"))
        .hasMessageStartingWith("more than 100 parentheses within each other");
    assertThatThrownBy(() -> Filter.parse("x".repeat(10_001)))
        .hasMessageStartingWith("a filter has at most 10000 characters");
  }

  /** A message or a field that is new has to be in the table. */
  @Test
  void knowsAllFieldsOfAllMessages() throws IOException {
    List<String> missing = new ArrayList<>();
    String type = "";
    for (String line :
        Files.readAllLines(FilterCases.FILE.resolveSibling("message/golden-frames.txt"))) {
      if (!line.startsWith(" ") && !line.startsWith("#")) {
        type = line.split(" ", 3)[1];
      } else if (line.startsWith(" ")) {
        String name = line.strip().split(" ", 4)[2].replaceAll("\\[\\d+\\]", "");
        boolean framing = List.of("type", "length", "terminator").contains(name);
        if (!framing && FilterFields.find(type + "." + name).isEmpty()) {
          missing.add(type + "." + name);
        }
      }
    }
    assertThat(type).isNotEmpty();
    assertThat(missing).isEmpty();
  }

  /** Whatever somebody types is a filter or says why it is none. */
  @Test
  @Tag("long")
  void neverFailsInAnyOtherWay() {
    List<String> parts =
        List.of(
            "sql",
            "len",
            "rtt",
            "type",
            "error",
            "pgsql.query",
            "DataRow.x",
            "==",
            "!=",
            "<",
            "in",
            "{",
            "}",
            "(",
            ")",
            "..",
            ",",
            "and",
            "or",
            "not",
            "contains",
            "matches",
            "~",
            "\"a\"",
            "\"(a|b)*[c-\"",
            "'",
            "\\",
            "5",
            "5ms",
            "0x",
            "-",
            "&",
            "|",
            "\"\\x\"",
            "\u00a0",
            "😀",
            "\"a{3}\\\\b\"",
            "\"[\\\\d-z]\"",
            "true");
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(9); n >= 0; n--) {
        text.append(parts.get(random.nextInt(parts.size())))
            .append(random.nextBoolean() ? " " : "");
      }
      try {
        Filter.parse(text.toString()).matches(source -> List.of("abc", 5));
      } catch (FilterSyntaxException e) {
        assertThat(e.position()).isBetween(0, text.length());
        assertThat(e.reason()).isNotBlank().doesNotContain("\n");
      }
    }
  }
}
