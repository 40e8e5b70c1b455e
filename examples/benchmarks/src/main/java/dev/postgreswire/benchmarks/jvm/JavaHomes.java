package dev.postgreswire.benchmarks.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The JDKs of this machine. */
final class JavaHomes {
  private static final Path FOLDER = Path.of("/usr/lib/jvm");

  private JavaHomes() {}

  /** Returns where Debian puts JDKs, each once; the one that runs this where there are none. */
  static List<Path> all() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      return List.of(Path.of(System.getProperty("java.home")));
    }
    try (Stream<Path> homes = Files.list(FOLDER)) {
      return homes
          .filter(home -> Files.isExecutable(java(home)))
          .filter(home -> !Files.isSymbolicLink(home))
          .sorted()
          .toList();
    }
  }

  /** Returns the command that runs Java. */
  static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }
}
