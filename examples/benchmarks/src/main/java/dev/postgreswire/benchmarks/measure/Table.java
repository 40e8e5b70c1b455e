package dev.postgreswire.benchmarks.measure;

import java.util.List;

/** Rows of cells as aligned text, in Markdown, so that it can be read and pasted. */
public final class Table {
  private Table() {}

  /**
   * Returns the text, of which each line ends with a line break.
   *
   * @param rows the headings first; the first column is aligned to the left, the others to the
   *     right
   */
  public static String of(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    append(text, rows.get(0), widths);
    for (int column = 0; column < columns; column++) {
      String dashes = "-".repeat(widths[column] + 1);
      text.append('|').append(column == 0 ? dashes + "-" : dashes + ":");
    }
    text.append("|\n");
    rows.subList(1, rows.size()).forEach(row -> append(text, row, widths));
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> row, int[] widths) {
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      String padding = " ".repeat(widths[column] - cell.length());
      text.append("| ").append(column == 0 ? cell + padding : padding + cell).append(' ');
    }
    text.append("|\n");
  }
}
