package dev.postgreswire.recording.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of fields, and the names in it that stand for many. */
class FilterFieldTest {
  @Test
  void aLineSaysWhereValuesComeFrom() {
    FilterField field = FilterField.of("a.b\tnumber\tBind.name[kind=S] Sync.flag=t len\tabout it");

    assertThat(field.name()).isEqualTo("a.b");
    assertThat(field.kind()).isEqualTo(FilterField.Kind.NUMBER);
    assertThat(field.about()).isEqualTo("about it");
    assertThat(field.sources())
        .containsExactly(
            new FilterField.Source("Bind.name", "Bind.kind", "S", false),
            new FilterField.Source("", "Sync.flag", "t", true),
            new FilterField.Source("len", "", "", false));
  }

  @Test
  void aLineMayLeaveOutWhatIsPlain() {
    FilterField field = FilterField.of("len\ttext\t-");

    assertThat(field.sources()).containsExactly(new FilterField.Source("len", "", "", false));
    assertThat(field.about()).isEmpty();
  }

  /** As a condition on a field of no type, or a name of one character, would be written. */
  @Test
  void theShortestNamesAreRead() {
    assertThat(FilterField.of("x\ttext\t[a=b]").sources())
        .isEqualTo(List.of(new FilterField.Source("", "a", "b", false)));
    assertThat(FilterField.of("x\tflag\t=t").sources())
        .isEqualTo(List.of(new FilterField.Source("", "", "t", true)));
  }

  @Test
  void eachLineOfTheTableIsAField() {
    assertThat(FilterFields.table().lines().filter(line -> line.matches("[^#].*")))
        .hasSameSizeAs(FilterFields.all())
        .first()
        .asString()
        .startsWith(FilterFields.all().get(0).name() + "\t");
  }

  @Test
  void aColumnIsAField() {
    assertThat(FilterFields.find("DataRow.c").orElseThrow().sources())
        .containsExactly(new FilterField.Source("DataRow.c", "", "", false));
    assertThat(FilterFields.find("DataRow.")).isEmpty();
    assertThat(FilterFields.find("DataRow")).isEmpty();
    assertThat(FilterFields.find(".c")).isEmpty();
    assertThat(FilterFields.find("Sync.c")).isEmpty();
  }

  @Test
  void aPatternNestsFiftyDeep() {
    assertThat(pattern("(".repeat(50) + "a" + ")".repeat(50)).matches(all("bab"))).isTrue();
    assertThat(pattern("(a)".repeat(51)).matches(all("a".repeat(51)))).isTrue();
    assertThat(pattern("a{1000}").matches(all("a".repeat(1000)))).isTrue();
    assertThat(reason("(".repeat(51) + "a" + ")".repeat(51)))
        .endsWith("more than 50 parentheses within each other");
  }

  private static String reason(String pattern) {
    try {
      return pattern(pattern).toString();
    } catch (FilterSyntaxException e) {
      return e.reason();
    }
  }

  private static Filter pattern(String pattern) {
    return Filter.parse("sql matches \"" + pattern + "\"");
  }

  private static Filter.Values all(String value) {
    return source -> List.of(value);
  }
}
