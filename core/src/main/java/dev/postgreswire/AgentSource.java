package dev.postgreswire;

import dev.postgreswire.recording.WireSink;
import java.time.Duration;
import java.util.function.Predicate;

/** The agent of this JVM: the application connects to the server's own address. */
final class AgentSource implements WireSource {
  private final InstalledAgent agent;
  private final AgentFeed feed;

  /**
   * Begins to record.
   *
   * @param servers which servers, by their addresses
   */
  AgentSource(InstalledAgent agent, WireSink sink, Predicate<String> servers) {
    this.agent = agent;
    this.feed = new AgentFeed(sink, servers);
    agent.register(feed);
  }

  @Override
  public void awaitQuiet(Duration timeout) {
    agent
        .drain(timeout)
        .ifPresent(
            pending -> {
              throw new WireBarrierException(
                  "Not all that the application wrote could be recorded within "
                      + timeout.toMillis()
                      + " ms:\n  "
                      + pending,
                  null);
            });
  }

  @Override
  public String host(WireTarget server) {
    return server.host();
  }

  @Override
  public int port(WireTarget server) {
    return server.port();
  }

  @Override
  public String listensAt() {
    return "";
  }

  @Override
  public void close() {
    agent.unregister(feed);
    feed.close();
  }
}
