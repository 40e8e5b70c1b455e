package dev.postgreswire.recording;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Cuts the bodies of one connection's frames, the oldest store first. */
final class LogTrimmer {
  /** What remains of a body that is cut: type byte and length word. */
  private static final int HEADER = 5;

  /** Frames of up to so many bytes stay whole; cutting them, ReadyForQuery say, gains nothing. */
  private static final int SMALL = 16;

  /** A store of which less than one part in so many would go stays as it is. */
  private static final int WORTH_WHILE = 4;

  /** Nobody adds to it. */
  private static final Deque<Store> NOTHING = new ArrayDeque<>(1);

  private final FrameIndex index;
  private final MemoryBudget budget;
  private final Deque<Store> whole = new ArrayDeque<>(1);

  /** Both are {@link #NOTHING} until something is cut, which most connections never are. */
  private Deque<Store> cut = NOTHING;

  private Deque<Store> done = NOTHING;

  private long memory;

  LogTrimmer(FrameIndex index, MemoryBudget budget) {
    this.index = index;
    this.budget = budget;
  }

  void add(Store store) {
    whole.add(store);
    grown(store.memory());
  }

  /** A store has grown by {@code bytes}. */
  void grown(long bytes) {
    if (bytes != 0) {
      memory += bytes;
      budget.take(bytes);
    }
  }

  /** Returns the memory that the stores take, in bytes. */
  long memory() {
    return memory;
  }

  private void give(long bytes) {
    memory -= bytes;
    budget.give(bytes);
  }

  /** What remains of {@code store} lies in {@code rest}. */
  void replace(Store store, Store rest) {
    whole.remove(store);
    store.retired = true;
    give(store.memory());
    add(rest);
  }

  /** Returns the number of the oldest store that can be cut, or {@code Long.MAX_VALUE}. */
  long oldest(boolean alsoProtected) {
    for (Store store : alsoProtected ? cut : whole) {
      if (isToBeCut(store)) {
        return store.number;
      }
    }
    return Long.MAX_VALUE;
  }

  /**
   * Cuts the bodies in the oldest store; those that are needed only when asked. Of an index that is
   * packed in all stores at once, for it has to be unpacked for each.
   */
  void cutOldest(boolean alsoProtected) {
    int most = index.isPacked() ? Integer.MAX_VALUE : 1;
    long before = index.memory();
    index.change(() -> cut(most, alsoProtected));
    budget.take(index.memory() - before);
  }

  private void cut(int most, boolean alsoProtected) {
    Iterator<Store> stores = (alsoProtected ? cut : whole).iterator();
    for (int count = 0; count < most && stores.hasNext(); ) {
      Store store = stores.next();
      if (isToBeCut(store)) {
        stores.remove();
        rewrite(store, alsoProtected);
        count++;
      }
    }
  }

  private static boolean isToBeCut(Store store) {
    return store.openFrames == 0 && !store.isMostlyIdle();
  }

  private void rewrite(Store store, boolean alsoProtected) {
    int first = Math.max(store.firstFrame, index.first());
    int size = 0;
    int frames = 0;
    boolean isDone = true; // unless something remains only because it is protected
    for (int i = first; i >= 0 && i <= store.lastFrame; i++) {
      if (index.isIn(store, i)) {
        int kept = remains(i, alsoProtected);
        isDone &= kept <= SMALL;
        size += kept;
        frames++;
      }
    }
    // Where less is kept than there was, the index has to know of both.
    long cost = size + (long) Long.BYTES * frames;
    if (cost > store.memory() - store.memory() / WORTH_WHILE) {
      keep(store, isDone);
      return;
    }
    Store.Chunk rest = new Store.Chunk(store.number, size);
    for (int i = first; i >= 0 && i <= store.lastFrame; i++) {
      if (index.isIn(store, i)) {
        int kept = remains(i, alsoProtected);
        int offset = rest.reserve(kept);
        store.copy(index.block(i).offsets[i % FrameIndex.BLOCK], kept, rest, offset);
        index.move(i, rest, offset, kept);
      }
    }
    rest.firstFrame = store.firstFrame;
    rest.lastFrame = store.lastFrame;
    keep(rest, isDone);
    store.retired = true;
    give((long) store.memory() - rest.memory());
    if (store instanceof Store.Chunk chunk && chunk.firstFrame >= index.seen()) {
      chunk.recycle(budget.chunks());
    }
  }

  private void keep(Store store, boolean isDone) {
    if (isDone) {
      done = with(done, store);
    } else {
      cut = with(cut, store);
    }
  }

  private static Deque<Store> with(Deque<Store> stores, Store more) {
    Deque<Store> all = stores == NOTHING ? new ArrayDeque<>() : stores;
    all.add(more);
    return all;
  }

  private int remains(int frame, boolean alsoProtected) {
    FrameIndex.Block block = index.block(frame);
    int kept = block.kept[frame % FrameIndex.BLOCK];
    boolean keep = !alsoProtected && block.isProtected(frame % FrameIndex.BLOCK);
    return keep || kept <= SMALL ? kept : HEADER;
  }

  void forgetBefore(int number) {
    forget(whole, number);
    forget(cut, number);
    forget(done, number);
  }

  private void forget(Deque<Store> stores, int number) {
    for (Iterator<Store> all = stores.iterator(); all.hasNext(); ) {
      Store store = all.next();
      if (store.openFrames == 0 && store.lastFrame >= 0 && store.lastFrame < number) {
        store.retired = true;
        give(store.memory());
        all.remove();
      }
    }
  }

  void releaseAll() {
    for (Deque<Store> stores : List.of(whole, cut, done)) {
      stores.forEach(store -> give(store.memory()));
    }
    whole.clear();
    cut = NOTHING;
    done = NOTHING;
  }
}
