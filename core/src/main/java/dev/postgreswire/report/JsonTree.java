package dev.postgreswire.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Nests what has a path: {@code columns[0].name} is written as {@code "columns":[{"name":…}]}.
 * Paths come in the order of a walk over the tree, as fields do.
 */
final class JsonTree {
  private final JsonOut out;
  private final List<String> open = new ArrayList<>();
  private final List<Boolean> arrays = new ArrayList<>();
  private final List<String> path = new ArrayList<>();

  JsonTree(JsonOut out) {
    this.out = out;
  }

  /** Returns the number in the last brackets of {@code name}; 0 when it has none. */
  static int index(String name) {
    int bracket = name.lastIndexOf('[');
    return bracket < 0 ? 0 : Integer.parseInt(name, bracket + 1, name.indexOf(']', bracket), 10);
  }

  /** Closes and opens what is necessary, so that the value of {@code name} can be written. */
  void leaf(String name) throws IOException {
    if (open.isEmpty() && name.indexOf('.') < 0 && name.indexOf('[') < 0) {
      out.key(name);
      return;
    }
    split(name);
    int leaf = path.size() - 1;
    int common = 0;
    while (common < leaf && common < open.size() && open.get(common).equals(path.get(common))) {
      common++;
    }
    closeTo(common);
    for (int i = common; i < leaf; i++) {
      open(path.get(i), isIndex(path.get(i + 1)));
    }
    step(path.get(leaf));
  }

  private void open(String part, boolean array) throws IOException {
    step(part);
    open.add(part);
    arrays.add(array);
    if (array) {
      out.beginArray();
    } else {
      out.beginObject();
    }
  }

  /** Closes what is open. */
  void end() throws IOException {
    closeTo(0);
  }

  private void closeTo(int depth) throws IOException {
    while (open.size() > depth) {
      int last = open.size() - 1;
      open.remove(last);
      if (arrays.remove(last)) {
        out.endArray();
      } else {
        out.endObject();
      }
    }
  }

  private void step(String part) throws IOException {
    if (!isIndex(part)) {
      out.key(part);
    }
  }

  private static boolean isIndex(String part) {
    return part.charAt(0) == '[';
  }

  /** Splits {@code columns[0].name} into {@code columns}, {@code [0} and {@code name}. */
  private void split(String name) {
    path.clear();
    int start = 0;
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (character == '.' || character == '[' || character == ']') {
        if (i > start) {
          path.add(name.substring(start, i));
        }
        start = character == '[' ? i : i + 1;
      }
    }
    if (start < name.length()) {
      path.add(name.substring(start));
    }
  }
}
