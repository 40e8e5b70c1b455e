package dev.postgreswire.assertj;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rows under a header, numbered, with arrows, in at most {@value #WIDTH} columns. */
final class TextTable {
  static final int WIDTH = 120;
  private static final String GAP = "  ";
  private static final int FIRST = 30;
  private static final int LAST = 10;

  private final List<String> header = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private final TreeSet<Integer> marked = new TreeSet<>();

  /**
   * Begins a table; columns whose names begin with {@code >} are flush right, those whose names
   * begin with {@code ?} are there only if a cell of theirs is not empty.
   */
  TextTable(List<String> header) {
    this.header.add(">#");
    this.header.addAll(header);
  }

  /** Adds a row; the last cell is cut where the width ends. */
  TextTable row(List<String> cells, boolean mark) {
    if (mark) {
      marked.add(rows.size());
    }
    List<String> row = new ArrayList<>();
    row.add(String.valueOf(rows.size() + 1));
    row.addAll(cells);
    rows.add(row);
    return this;
  }

  @Override
  public String toString() {
    int[] widths = widths();
    StringBuilder out =
        new StringBuilder(line(false, header.stream().map(TextTable::name), widths));
    int last = -1;
    Set<Integer> arrows = marked.stream().limit(FIRST).collect(Collectors.toSet());
    for (int i = 0; i < rows.size(); i++) {
      if (!isShown(i, arrows)) {
        continue;
      }
      out.append(skipped(last, i));
      out.append('\n').append(line(marked.contains(i), rows.get(i).stream(), widths));
      last = i;
    }
    return out.toString();
  }

  private static String skipped(int last, int next) {
    return next == last + 1 ? "" : "\n    … " + (next - last - 1) + " more …";
  }

  /** Long tables show their beginning, their end, and the first of those with arrows. */
  private boolean isShown(int row, Set<Integer> arrows) {
    return row < FIRST || row >= rows.size() - LAST || arrows.contains(row);
  }

  private int[] widths() {
    int[] widths = new int[header.size()];
    for (int column = 0; column < widths.length; column++) {
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
      if (widths[column] > 0 || !header.get(column).startsWith("?")) {
        widths[column] = Math.max(widths[column], name(header.get(column)).length());
      }
    }
    return widths;
  }

  private String line(boolean mark, java.util.stream.Stream<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(mark ? " > " : "   ");
    int column = 0;
    for (String cell : cells.toList()) {
      if (widths[column] > 0) {
        line.append(column == 0 ? "" : GAP).append(padded(cell, column, widths[column]));
      }
      column++;
    }
    return Texts.cut(line.toString().stripTrailing(), WIDTH);
  }

  private String padded(String cell, int column, int width) {
    String blanks = " ".repeat(width - cell.length());
    return header.get(column).startsWith(">") ? blanks + cell : cell + blanks;
  }

  private static String name(String column) {
    return column.startsWith(">") || column.startsWith("?") ? column.substring(1) : column;
  }
}
