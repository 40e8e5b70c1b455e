package dev.postgreswire.report.capture;

/** How much memory is taken by what waits for something to come, or to be known. */
final class Backlog {
  private final Backlog whole;
  private final long limit;
  private long bytes;

  /**
   * Begins an empty one.
   *
   * @param whole what it is a part of, or null
   * @param limit how much is too much
   */
  Backlog(Backlog whole, long limit) {
    this.whole = whole;
    this.limit = limit;
  }

  void add(long more) {
    bytes += more;
    if (whole != null) {
      whole.add(more);
    }
  }

  void remove(long less) {
    add(-less);
  }

  long bytes() {
    return bytes;
  }

  boolean isFull() {
    return bytes > limit;
  }

  /** Returns whether that of which it is a part is full. */
  boolean isPartOfFull() {
    return whole != null && whole.isFull();
  }
}
