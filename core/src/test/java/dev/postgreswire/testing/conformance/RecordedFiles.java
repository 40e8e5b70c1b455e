package dev.postgreswire.testing.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The recordings that processes which tests start leave behind: JSON Lines, in the tests' temporary
 * folders and in {@code target}. They are read again when they have changed.
 *
 * <p>Safe for use by several threads.
 */
final class RecordedFiles {
  private static final RecordedFiles OF_THIS_JVM = new RecordedFiles(Path.of("target"));
  private static final int DEPTH = 4;
  private static final long LARGEST = 64 << 20;

  private final Set<Path> folders = new LinkedHashSet<>();
  private final Map<Path, Long> read = new HashMap<>();
  private final Instant since = Instant.now();

  RecordedFiles(Path always) {
    folders.add(always);
  }

  static RecordedFiles ofThisJvm() {
    return OF_THIS_JVM;
  }

  synchronized void watch(Path folder) {
    folders.add(folder);
  }

  /** Checks what is new. */
  synchronized void look(Conformance conformance) {
    folders.removeIf(folder -> !Files.isDirectory(folder));
    for (Path folder : folders) {
      for (Path file : files(folder)) {
        look(file, conformance);
      }
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      return all.filter(file -> file.toString().endsWith(".jsonl"))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // a test has taken it away, or closed it against us
    }
  }

  private void look(Path file, Conformance conformance) {
    try {
      long size = Files.size(file);
      boolean isNew = Files.getLastModifiedTime(file).toInstant().isAfter(since);
      if (isNew && size <= LARGEST && !Long.valueOf(size).equals(read.put(file, size))) {
        read(file, conformance);
      }
    } catch (IOException e) {
      read.remove(file); // a test has taken it away, or closed it against us
    }
  }

  static void read(Path file, Conformance conformance) throws IOException {
    JsonRecordingCheck check = new JsonRecordingCheck(file.toString(), conformance);
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String line = in.readLine();
      while (line != null) {
        String next = in.readLine();
        // The last one may be under way still.
        if (next != null || line.endsWith("}")) {
          check.take(line);
        }
        line = next;
      }
    } catch (MalformedInputException e) {
      conformance.unreadable(); // it was cut within a character
    }
  }
}
