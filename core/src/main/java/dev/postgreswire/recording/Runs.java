package dev.postgreswire.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A value a message, kept only where it changes. */
final class Runs<T> {
  private final List<T> values = new ArrayList<>();
  private int[] starts = new int[4];

  /** Says what holds from {@code index} on. */
  void put(int index, T value) {
    int count = values.size();
    if (count > 0 && values.get(count - 1) == value) {
      return;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count] = index;
    values.add(value);
  }

  /** Returns what holds at {@code index}, which is not before the first. */
  T at(int index) {
    int found = Arrays.binarySearch(starts, 0, values.size(), index);
    return values.get(found >= 0 ? found : -found - 2);
  }
}
