package dev.postgreswire.report;

/**
 * What is not in the page.
 *
 * @param exchanges how many whole exchanges
 * @param messages how many messages, those of the exchanges included
 * @param bytes of how many bytes
 */
record PageLeftOut(long exchanges, long messages, long bytes) {
  static final PageLeftOut NOTHING = new PageLeftOut(0, 0, 0);

  PageLeftOut plus(PageLeftOut other) {
    return new PageLeftOut(
        exchanges + other.exchanges, messages + other.messages, bytes + other.bytes);
  }

  static PageLeftOut of(PageBlock block) {
    return new PageLeftOut(1, block.messages(), block.bytes()).plus(block.leftOut());
  }

  boolean isNothing() {
    return messages == 0;
  }
}
