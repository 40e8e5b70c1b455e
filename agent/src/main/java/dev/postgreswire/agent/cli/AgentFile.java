package dev.postgreswire.agent.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar that this runs from. */
final class AgentFile {
  private AgentFile() {}

  /**
   * Returns where it is.
   *
   * @throws Failure when this does not run from a jar
   */
  static Path ofThis() {
    try {
      Path file =
          Path.of(AgentFile.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isRegularFile(file)) {
        return file.toAbsolutePath();
      }
      throw new Failure("not run from postgres-wire-agent.jar, but from " + file);
    } catch (URISyntaxException e) {
      throw new Failure("the path of postgres-wire-agent.jar cannot be read", e);
    }
  }
}
