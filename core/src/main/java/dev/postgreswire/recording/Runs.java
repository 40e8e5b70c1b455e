package dev.postgreswire.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A value a message, or a byte, kept only where it changes. */
final class Runs<T> {
  private static final long[] NONE = {};
  private static final int FEWEST = 4;

  private final List<T> values;
  private long[] starts;

  Runs() {
    this(new ArrayList<>(0), NONE); // of many connections nobody says anything
  }

  private Runs(List<T> values, long[] starts) {
    this.values = values;
    this.starts = starts;
  }

  /** Says what holds from {@code start} on, up to the next start that is known. */
  void put(long start, T value) {
    int before = find(start);
    if (before >= 0 && values.get(before) == value) {
      return;
    }
    if (before >= 0 && starts[before] == start) {
      values.set(before, value);
      return;
    }
    int at = before + 1;
    if (values.size() == starts.length) {
      starts = Arrays.copyOf(starts, Math.max(FEWEST, starts.length * 2));
    }
    System.arraycopy(starts, at, starts, at + 1, values.size() - at);
    starts[at] = start;
    values.add(at, value);
  }

  /** Returns what holds at {@code index}, which is not before the first. */
  T at(long index) {
    return values.get(find(index));
  }

  /** Returns what holds at {@code index}; {@code otherwise} before the first. */
  T at(long index, T otherwise) {
    int found = find(index);
    return found < 0 ? otherwise : values.get(found);
  }

  private int find(long index) {
    int found = Arrays.binarySearch(starts, 0, values.size(), index);
    return found >= 0 ? found : -found - 2;
  }

  int size() {
    return values.size();
  }

  /** Forgets what held before {@code index}. */
  void forgetBefore(long index) {
    int count = find(index);
    if (count > 0) {
      int left = values.size() - count;
      values.subList(0, count).clear();
      starts = Arrays.copyOfRange(starts, count, count + Math.max(FEWEST, left));
    }
  }

  Runs<T> copy() {
    int size = values.size();
    return new Runs<>(new ArrayList<>(values), Arrays.copyOf(starts, size));
  }
}
