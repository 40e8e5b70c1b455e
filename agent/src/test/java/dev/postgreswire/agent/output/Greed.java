package dev.postgreswire.agent.output;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Takes what there is of something until nothing is left. */
final class Greed {
  private static final int PIECE = 16 << 10;

  private final Deque<FileInputStream> files = new ArrayDeque<>(1000);
  private final Deque<byte[]> memory = new ArrayDeque<>(10_000);

  /** Opens files until it may not; returns how many. */
  int takeDescriptors() {
    int before = files.size();
    while (true) {
      try {
        files.push(new FileInputStream("/dev/null"));
      } catch (IOException e) {
        return files.size() - before;
      }
    }
  }

  void giveDescriptors(int count) throws IOException {
    for (int i = 0; i < count && !files.isEmpty(); i++) {
      files.pop().close();
    }
  }

  /** Takes all but a little. */
  void takeMemory(int left) {
    try {
      while (true) {
        memory.push(new byte[PIECE]);
      }
    } catch (OutOfMemoryError e) {
      for (int given = 0; given < left; given += PIECE) {
        memory.pop();
      }
    }
  }

  void giveMemory() {
    memory.clear();
  }
}
