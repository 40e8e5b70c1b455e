package dev.postgreswire.agent;

import dev.postgreswire.WireTarget;
import dev.postgreswire.recording.RecorderOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind {@code -javaagent:postgres-wire-agent.jar=}: {@code key=value}, separated by
 * commas.
 *
 * @param out the folder for all formats
 * @param trace where the trace goes
 * @param json where the JSON Lines go
 * @param pcapng where the capture goes
 * @param html where the page goes
 * @param targets servers that are known to be PostgreSQL
 * @param route how bytes are got at
 * @param limit how many bytes may wait to be written
 */
public record AgentOptions(
    Optional<Path> out,
    Optional<Path> trace,
    Optional<Path> json,
    Optional<Path> pcapng,
    Optional<Path> html,
    List<WireTarget> targets,
    Route route,
    long limit) {

  /** How bytes are got at. */
  public enum Route {
    /** Through a relay in this JVM. */
    LOOPBACK,
    /** In place, where the application reads and writes its sockets. */
    TAP
  }

  /** Returns the options without outputs: the agent waits for a recorder. */
  public static AgentOptions defaults() {
    return new AgentOptions(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Route.LOOPBACK,
        RecorderOptions.DEFAULT_MEMORY_LIMIT);
  }
}
