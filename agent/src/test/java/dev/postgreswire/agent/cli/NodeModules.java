package dev.postgreswire.agent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Node's pg, as the lock file has it, in the build's folder. */
final class NodeModules {
  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final Path FOLDER = Path.of("target", "node").toAbsolutePath();

  private NodeModules() {}

  /** Installs it once, and returns the folder. */
  static synchronized Path install() {
    try {
      Files.createDirectories(FOLDER);
      for (String file : List.of("package.json", "package-lock.json", "session.js")) {
        Files.copy(
            SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Files.isDirectory(FOLDER.resolve("node_modules").resolve("pg"))) {
      Tool.Result installed =
          Tool.find("npm", "Debian's package npm")
              .run("ci", "--no-audit", "--no-fund", "--prefix", FOLDER.toString());
      if (installed.status() != 0) {
        Tool.missing("npm cannot fetch pg: " + installed.err());
      }
    }
    return FOLDER;
  }
}
