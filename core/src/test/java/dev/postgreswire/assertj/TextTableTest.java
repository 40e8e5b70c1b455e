package dev.postgreswire.assertj;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private final TextTable table = new TextTable(List.of("what"));

  @Test
  void longTablesShowTheirBeginningTheFirstArrowsAndTheirEnd() {
    for (int i = 1; i <= 50_000; i++) {
      table.row(List.of("row " + i), i > 100);
    }

    List<String> lines = table.toString().lines().toList();
    assertThat(lines)
        .hasSize(1 + 30 + 1 + 30 + 1 + 10)
        .contains("       1  row 1", "      30  row 30", " >   130  row 130")
        .contains("    … 70 more …", "    … 49860 more …")
        .endsWith(" > 50000  row 50000")
        .doesNotContain(" >   131  row 131");
  }
}
