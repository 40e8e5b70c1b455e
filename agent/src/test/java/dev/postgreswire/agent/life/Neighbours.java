package dev.postgreswire.agent.life;

import java.nio.file.Path;
import java.util.List;

/** Jars of others that the build has fetched. */
final class Neighbours {
  static final Path HIKARI = jar("HikariCP");
  static final Path SLF4J = jar("slf4j-api");

  /** An agent too; what it needs besides is {@link #OF_MOCKITO}. */
  static final Path MOCKITO = jar("mockito-core");

  static final List<Path> OF_MOCKITO =
      List.of(jar("byte-buddy"), jar("byte-buddy-agent"), jar("objenesis"));

  static final Path JACOCO = jar("org.jacoco.agent");
  static final Path OPEN_TELEMETRY = jar("opentelemetry-javaagent");

  private Neighbours() {}

  private static Path jar(String name) {
    return Path.of(System.getProperty("agent.neighbours"), name + ".jar");
  }
}
