package dev.postgreswire.recording;

import java.util.Arrays;

/** Numbers of messages in ascending order, kept as ranges: most are consecutive. */
final class IndexRanges {
  private int[] starts = {};
  private int[] before = {};
  private int ranges;
  private int size;
  private int last = -1;

  /** Adds a number greater than all before. */
  void add(int index) {
    if (size == 0 || index != last + 1) {
      if (ranges == starts.length) {
        starts = Arrays.copyOf(starts, Math.max(2, ranges * 2));
        before = Arrays.copyOf(before, starts.length);
      }
      starts[ranges] = index;
      before[ranges] = size;
      ranges++;
    }
    last = index;
    size++;
  }

  /** Adds all of {@code other}, wherever they lie. */
  void addAll(IndexRanges other) {
    int[] merged = new int[size + other.size];
    for (int i = 0; i < size; i++) {
      merged[i] = get(i);
    }
    for (int i = 0; i < other.size; i++) {
      merged[size + i] = other.get(i);
    }
    Arrays.sort(merged);
    clear();
    Arrays.stream(merged).forEach(this::add);
  }

  /** Removes all. */
  void clear() {
    ranges = 0;
    size = 0;
    last = -1;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int first() {
    return starts[0];
  }

  int last() {
    return last;
  }

  /** Returns number {@code position} of them, from 0. */
  int get(int position) {
    if (position < 0 || position >= size) {
      throw new IndexOutOfBoundsException(position + " of " + size);
    }
    int found = Arrays.binarySearch(before, 0, ranges, position);
    int range = found >= 0 ? found : -found - 2;
    return starts[range] + position - before[range];
  }
}
