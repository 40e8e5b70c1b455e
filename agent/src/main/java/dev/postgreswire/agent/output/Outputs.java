package dev.postgreswire.agent.output;

import dev.postgreswire.agent.AgentLog;
import dev.postgreswire.agent.AgentOptions;
import dev.postgreswire.agent.install.AgentContext;
import dev.postgreswire.agent.install.Recorders;
import dev.postgreswire.loopback.ImpatientSpool;
import dev.postgreswire.recording.WireSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What the agent writes of the application that it is in: who is recorded → {@link ImpatientSpool}
 * → {@link OutputStage}, in a thread of its own.
 *
 * <p>The application waits for it, all its threads together, for a tenth of a second at most each
 * time that the queue is full, and at its end for ten seconds at most. The queue is full when
 * {@code limit} bytes wait to be written, or an eighth of the heap, if that is less; what comes
 * then is left out until it is half empty.
 */
public final class Outputs {
  /** For how long a full queue holds the application up, in all. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** What is lost at most when the process is killed. */
  private static final Duration FLUSH_PERIOD = Duration.ofSeconds(1);

  /** For how long the end of the application waits for what is on its way to be recorded. */
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(2);

  /** For how long the end of the application waits for the disk. */
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

  private static final int SHARE_OF_HEAP = 8;

  private final Consumer<String> say;
  private final ImpatientSpool spool;
  private final List<Runnable> whenUseless = new CopyOnWriteArrayList<>();

  private Outputs(List<OutputFile> files, long limit, Consumer<String> say) {
    this.say = say;
    long capacity = Math.min(limit, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    this.spool =
        ImpatientSpool.open(
            new OutputStage(files, say, this::stop),
            new ImpatientSpool.Options(capacity, PATIENCE, FLUSH_PERIOD));
  }

  /**
   * Has written what the options ask for, from the first connection to the end of the application,
   * whatever its exit status. Never fails; what cannot be written is said, a line each.
   */
  public static void start(AgentContext context) {
    try {
      Outputs outputs = open(context.options(), AgentLog::say);
      if (outputs != null) {
        outputs.whenUseless.add(() -> context.recorders().remove(outputs.sink()));
        context.recorders().add(outputs.sink());
        LastHook.add(context.instrumentation(), () -> outputs.end(context.recorders()));
      }
    } catch (RuntimeException | Error e) {
      AgentLog.say("nothing is written, the application goes on: " + e);
    }
  }

  /** Takes in what the application has written last, and completes the files. */
  private void end(Recorders recorders) {
    recorders
        .drain(DRAIN_PATIENCE)
        .ifPresent(pending -> say.accept("the recording lacks its end: " + pending));
    close("the application ended");
  }

  /**
   * Opens what the options ask for.
   *
   * @param say takes lines for people to read
   * @return null when nothing is to be written, or can be
   */
  static Outputs open(AgentOptions options, Consumer<String> say) {
    List<OutputFile> files = OutputFiles.of(options, say);
    return files.isEmpty() ? null : new Outputs(files, options.limit(), say);
  }

  /** There is nothing left that could be written. */
  private void stop() {
    whenUseless.forEach(Runnable::run);
    spool.stop();
  }

  /** Returns what is to be told what is to be written. */
  WireSink sink() {
    return spool;
  }

  /**
   * Writes what waits, and completes the files.
   *
   * @param why why connections that are open are not followed any longer
   */
  void close(String why) {
    if (!spool.close(why, LAST_PATIENCE)) {
      say.accept(
          "the recording lacks its end: the disk did not take it within "
              + LAST_PATIENCE.toSeconds()
              + " s");
    }
    ImpatientSpool.LeftOut leftOut = spool.leftOut();
    if (leftOut.bytes() > 0 || leftOut.connections() > 0) {
      say.accept(
          "%d bytes and the beginning of %d connections are left out of the recording, which says where"
              .formatted(leftOut.bytes(), leftOut.connections()));
    }
  }
}
