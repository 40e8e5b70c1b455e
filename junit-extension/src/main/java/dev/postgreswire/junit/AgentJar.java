package dev.postgreswire.junit;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;

/** The agent's jar, where the artifact {@code postgres-wire-agent} is on the class path. */
final class AgentJar {
  private static final String CLASS = "dev/postgreswire/agent/PostgresWireAgent.class";

  private AgentJar() {}

  /** Returns the file; empty where there is none, or no jar. */
  static Optional<Path> find() {
    ClassLoader loader = AgentJar.class.getClassLoader();
    return find(loader == null ? null : loader.getResource(CLASS));
  }

  static Optional<Path> find(URL entry) {
    String text = entry == null ? "" : entry.toString();
    int inside = text.indexOf("!/");
    if (!text.startsWith("jar:file:") || inside < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(new URI(text.substring("jar:".length(), inside))));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
