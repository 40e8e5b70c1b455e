package dev.postgreswire.agent.output;

import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.report.Exports;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The files that are written while clients talk. One that fails is told nothing more; the others go
 * on, and so do the clients.
 */
public final class LiveOutputs {
  private final List<Exports> exports;
  private final RecordingListener listener;
  private final Consumer<IOException> onFailure;
  private boolean failed;

  /**
   * Creates one.
   *
   * @param exports the files, open
   * @param onFailure is told once of each file that fails
   */
  public LiveOutputs(List<Exports> exports, Consumer<IOException> onFailure) {
    this.exports = List.copyOf(exports);
    this.listener = new Together(this.exports, this::failed);
    this.onFailure = onFailure;
  }

  /** Returns what tells the files; it does not fail. */
  public RecordingListener listener() {
    return listener;
  }

  /** Makes readable what was told. */
  public void flush() {
    exports.forEach(each -> guarded(each::flush));
  }

  /** Completes all of them, and returns whether none has failed. */
  public boolean close() {
    exports.forEach(each -> guarded(each::finish));
    exports.forEach(each -> guarded(each::close));
    return !failed;
  }

  private void guarded(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Exports tells of each file once. */
  private void failed(IOException cause) {
    failed = true;
    onFailure.accept(cause);
  }

  private interface Action {
    void run() throws IOException;
  }
}
