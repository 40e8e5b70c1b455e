package dev.postgreswire.junit;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where this module's tests find the files of the tests that they run. */
final class ReportFolder {
  static final Path PATH = Path.of("target", "postgres-wire").toAbsolutePath();

  private ReportFolder() {}

  /** Deletes what earlier tests wrote. */
  static void empty() {
    for (Path file : files()) {
      file.toFile().delete();
    }
  }

  private static List<Path> files() {
    if (!Files.isDirectory(PATH)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(PATH)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names of files that are there now, without what follows the last dot. */
  static SortedSet<String> written() {
    return files().stream()
        .map(file -> file.getFileName().toString())
        .map(name -> name.substring(0, name.lastIndexOf('.')))
        .collect(toCollection(TreeSet::new));
  }
}
