package dev.postgreswire.benchmarks.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** npm's {@code pg-protocol}, and {@code pg-types} for values, in Node.js. */
final class PgProtocol {
  private static final List<String> FILES = List.of("package.json", "pg-protocol.js");

  private final Path folder;

  private PgProtocol(Path folder) {
    this.folder = folder;
  }

  /** Installs the packages into a folder, unless they are there. */
  static PgProtocol install(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    for (String file : FILES) {
      try (InputStream in = PgProtocol.class.getResourceAsStream(file)) {
        Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!Files.exists(folder.resolve("node_modules/pg-types/package.json"))) {
      Programs.run(folder, List.of("npm", "install", "--silent", "--no-audit", "--no-fund"));
    }
    return new PgProtocol(folder);
  }

  /** Returns how long it takes over what the server said in a session, in nanoseconds. */
  double run(Level level, RecordedSession session, int warmUpMillis, int millis)
      throws IOException, InterruptedException {
    String said =
        Programs.run(
            folder,
            List.of(
                "node",
                "pg-protocol.js",
                level.label(),
                session.base().toAbsolutePath() + ".session",
                Integer.toString(warmUpMillis),
                Integer.toString(millis)));
    String[] figures = said.strip().split(" ", -1);
    if (Integer.parseInt(figures[1]) != session.serverMessages()) {
      throw new IOException("pg-protocol found " + figures[1] + " messages: " + session);
    }
    return Double.parseDouble(figures[0]);
  }
}
