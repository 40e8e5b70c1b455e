package dev.postgreswire.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The exchanges that the page has room for: the first ones, the last ones, and of those in between
 * the ones with an error. Half of the room is for the first, a quarter at most for the errors.
 */
final class PageStore {
  private final long mostBytes;
  private final long mostMessages;
  private final List<PageBlock> first = new ArrayList<>();
  private final List<PageBlock> failed = new ArrayList<>();
  private final Deque<PageBlock> last = new ArrayDeque<>();
  private final Room firstRoom = new Room();
  private final Room failedRoom = new Room();
  private final Room lastRoom = new Room();
  private final Room openRoom = new Room();
  private PageLeftOut between = PageLeftOut.NOTHING;
  private PageLeftOut total = PageLeftOut.NOTHING;

  /** How much is taken. */
  private static final class Room {
    private long bytes;
    private long messages;

    void add(PageBlock block, int sign) {
      bytes += sign * block.bytes();
      messages += (long) sign * block.messages();
    }
  }

  PageStore(long mostBytes, long mostMessages) {
    this.mostBytes = mostBytes;
    this.mostMessages = mostMessages;
  }

  /** Adds a message to an exchange that goes on, and makes sure that it has but its share. */
  void grow(PageBlock growing, PageRecord record, long nanos) {
    openRoom.add(growing, -1);
    boolean full =
        isFull(growing) || openRoom.bytes > mostBytes || openRoom.messages > mostMessages;
    growing.add(record, nanos, full);
    openRoom.add(growing, 1);
  }

  private boolean isFull(PageBlock growing) {
    long bytes = Math.max(mostBytes / 4, mostBytes / 2 - firstRoom.bytes);
    long messages = Math.max(mostMessages / 4, mostMessages / 2 - firstRoom.messages);
    return growing.bytes() >= bytes || growing.messages() >= messages;
  }

  /** Takes an exchange to which nothing will be added. */
  void add(PageBlock block) {
    block.settle();
    openRoom.add(block, -1);
    total = total.plus(block.leftOut());
    if (last.isEmpty() && fits(firstRoom, block, 2)) {
      firstRoom.add(block, 1);
      first.add(block);
      return;
    }
    lastRoom.add(block, 1);
    last.add(block);
    while (isOver() && last.size() > 1) {
      evict(last.remove());
    }
  }

  private boolean fits(Room room, PageBlock block, int share) {
    return room.bytes + block.bytes() <= mostBytes / share
        && room.messages + block.messages() <= mostMessages / share;
  }

  private boolean isOver() {
    return firstRoom.bytes + failedRoom.bytes + lastRoom.bytes > mostBytes
        || firstRoom.messages + failedRoom.messages + lastRoom.messages > mostMessages;
  }

  private void evict(PageBlock block) {
    lastRoom.add(block, -1);
    if (block.hasError() && fits(failedRoom, block, 4)) {
      failedRoom.add(block, 1);
      block.setBefore(between);
      failed.add(block);
      between = PageLeftOut.NOTHING;
    } else {
      PageLeftOut dropped = new PageLeftOut(1, block.messages(), block.bytes());
      between = between.plus(dropped);
      total = total.plus(dropped);
    }
  }

  /** Returns what is not in the page, of all exchanges that were added. */
  PageLeftOut leftOut() {
    return total;
  }

  /** Returns how many messages there are to show. */
  long messages() {
    return firstRoom.messages + failedRoom.messages + lastRoom.messages;
  }

  /** Returns the connections of what is kept. */
  Set<Integer> connections() {
    return Stream.of(first, failed, last)
        .flatMap(Collection::stream)
        .map(PageBlock::connection)
        .collect(Collectors.toSet());
  }

  /** Returns what is kept, each exchange with what was left out right before it. */
  List<PageBlock> blocks() {
    if (!last.isEmpty()) {
      last.peek().setBefore(between);
    }
    List<PageBlock> blocks = new ArrayList<>(first);
    blocks.addAll(failed);
    blocks.addAll(last);
    return blocks;
  }
}
