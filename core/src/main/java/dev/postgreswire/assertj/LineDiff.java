package dev.postgreswire.assertj;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts line by line, with some of what does not around it. */
final class LineDiff {
  private static final int CONTEXT = 3;

  /** More lines than this, multiplied, are not compared one by one. */
  private static final long MOST_CELLS = 4_000_000;

  private final List<String> before;
  private final List<String> after;
  private final List<Line> lines = new ArrayList<>();

  /** A line of the result. */
  private record Line(char sign, String text) {
    boolean isChange() {
      return sign != ' ';
    }
  }

  private LineDiff(String before, String after) {
    this.before = before.lines().toList();
    this.after = after.lines().toList();
  }

  static String of(String before, String after) {
    LineDiff diff = new LineDiff(before, after);
    diff.compare();
    return diff.shown();
  }

  private void compare() {
    int start = 0;
    int shorter = Math.min(before.size(), after.size());
    while (start < shorter && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    before.subList(0, start).forEach(text -> lines.add(new Line(' ', text)));
    middle(before.subList(start, before.size() - end), after.subList(start, after.size() - end));
    before
        .subList(before.size() - end, before.size())
        .forEach(text -> lines.add(new Line(' ', text)));
  }

  /** The longest common part, by dynamic programming. */
  private void middle(List<String> old, List<String> now) {
    if ((long) old.size() * now.size() > MOST_CELLS) {
      old.forEach(text -> lines.add(new Line('-', text)));
      now.forEach(text -> lines.add(new Line('+', text)));
      return;
    }
    int[][] common = common(old, now);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        lines.add(new Line(' ', old.get(i++)));
        j++;
      } else if (j == now.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line('-', old.get(i++)));
      } else {
        lines.add(new Line('+', now.get(j++)));
      }
    }
  }

  private static int[][] common(List<String> old, List<String> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private String shown() {
    StringBuilder text = new StringBuilder();
    int last = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (isNearChange(i)) {
        text.append(last < i - 1 ? "  …\n" : "");
        Line line = lines.get(i);
        text.append((line.sign() + " " + line.text()).stripTrailing()).append('\n');
        last = i;
      }
    }
    return text.append(last < lines.size() - 1 ? "  …\n" : "").toString();
  }

  private boolean isNearChange(int index) {
    int from = Math.max(0, index - CONTEXT);
    int to = Math.min(lines.size(), index + CONTEXT + 1);
    return lines.subList(from, to).stream().anyMatch(Line::isChange);
  }
}
