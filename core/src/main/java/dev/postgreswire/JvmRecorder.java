package dev.postgreswire;

import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.tls.KeyLog;
import java.time.Duration;

/**
 * The one recorder of this JVM that the agent tells of the connections to all servers, from the
 * first moment that somebody asks for it. It lasts as long as the JVM, and keeps what windows
 * reach.
 */
final class JvmRecorder implements WireSource {
  private static JvmRecorder instance;

  private final Recorder recorder = new Recorder(RecorderOptions.defaults(), KeyLog.empty());
  private final AgentSource source;

  JvmRecorder(InstalledAgent agent) {
    this.source = new AgentSource(agent, recorder, server -> true);
  }

  /** Returns the recorder, if there is an agent. */
  static synchronized JvmRecorder get() {
    if (instance == null) {
      instance =
          new JvmRecorder(
              InstalledAgent.find()
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "there is no agent in this JVM; start it with"
                                  + " -javaagent:postgres-wire-agent.jar")));
    }
    return instance;
  }

  Recorder recorder() {
    return recorder;
  }

  @Override
  public void awaitQuiet(Duration timeout) {
    source.awaitQuiet(timeout);
  }

  @Override
  public String host(WireTarget server) {
    return source.host(server);
  }

  @Override
  public int port(WireTarget server) {
    return source.port(server);
  }

  @Override
  public String listensAt() {
    return source.listensAt();
  }

  /** It is everybody's, so nobody ends it. */
  @Override
  public void close() {}
}
