package dev.postgreswire.agent.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps two JVMs from writing the same file: options in {@code JAVA_TOOL_OPTIONS} are those of
 * every JVM that is started. Where a file system knows no locks, nothing is kept.
 */
final class FileClaim {
  /** Until this JVM ends: a lock is gone with its channel, and that when nobody refers to it. */
  private static final List<FileLock> TAKEN = new CopyOnWriteArrayList<>();

  private FileClaim() {}

  /**
   * Takes a file for this JVM, until it ends, if it is there.
   *
   * @return false when another one has it
   */
  static boolean take(OutputFile output) {
    Path file = output.path();
    if (output.isStandardOutput() || !Files.isRegularFile(file)) {
      return true;
    }
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return false;
      }
      TAKEN.add(lock);
      return true;
    } catch (OverlappingFileLockException e) {
      return true; // ours already
    } catch (IOException e) {
      return true;
    }
  }
}
