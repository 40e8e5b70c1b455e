package dev.postgreswire.agent.output;

import dev.postgreswire.loopback.ImpatientSpool;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.RecordingStream;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.report.Exports;
import dev.postgreswire.report.HtmlReport;
import dev.postgreswire.tls.KeyLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decodes what it is told and writes the files. They are opened when there is the first thing to
 * write: JVMs that never speak to PostgreSQL, such as a build tool's own, leave no files, and do
 * not overwrite those of others.
 *
 * <p>All of it, save {@link #leavesOut}, is done by one thread.
 */
final class OutputStage implements ImpatientSpool.Target {
  private final List<OutputFile> files;
  private final Consumer<String> say;
  private final Set<String> said = new HashSet<>();
  private final Runnable whenNothingIsLeft;
  private RecordingStream stream;
  private int left;
  private LiveOutputs live;
  private Optional<Page> page = Optional.empty();

  private record Page(OutputFile file, HtmlReport report) {}

  /**
   * Creates one that has not opened anything.
   *
   * @param say takes lines for people to read
   * @param whenNothingIsLeft called when the last of the files has failed
   */
  OutputStage(List<OutputFile> files, Consumer<String> say, Runnable whenNothingIsLeft) {
    this.files = files;
    this.say = say;
    this.whenNothingIsLeft = whenNothingIsLeft;
  }

  @Override
  public WireSink sink() {
    if (stream == null) {
      open();
    }
    return stream;
  }

  private void open() {
    List<Exports> exports = new ArrayList<>();
    List<RecordingListener> listeners = new ArrayList<>();
    for (OutputFile file : files) {
      if (!FileClaim.take(file)) {
        say.accept(
            file.option()
                + " is written by another JVM, so it is not by this one;"
                + " %p in the name stands for the process");
      } else if (file.format().isEmpty()) {
        page = Optional.of(new Page(file, Pages.begin(JvmName.get())));
      } else {
        open(file).ifPresent(exports::add);
      }
    }
    left = exports.size() + (page.isPresent() ? 1 : 0);
    live = new LiveOutputs(exports, this::fileFailed);
    listeners.add(live.listener());
    page.ifPresent(wanted -> listeners.add(wanted.report));
    stream =
        new RecordingStream(
            Together.of(listeners.toArray(RecordingListener[]::new)), KeyLog.empty());
    if (left == 0) {
      whenNothingIsLeft.run();
    }
  }

  private Optional<Exports> open(OutputFile file) {
    try {
      Exports exports =
          Exports.begin().live().add(file.format().orElseThrow(), file.path().toString()).open();
      FileClaim.take(file);
      return Optional.of(exports);
    } catch (IOException e) {
      sayOnce(e);
      return Optional.empty();
    }
  }

  @Override
  public void upkeep() {
    if (stream != null) {
      stream.retry();
      live.flush();
    }
  }

  @Override
  public void end() {
    if (stream != null) {
      stream.finish();
      live.close();
      page.ifPresent(this::write);
    }
  }

  private void write(Page wanted) {
    try (Exports exports =
        Exports.begin().add(wanted.report, wanted.file.path().toString()).open()) {
      exports.finish();
    } catch (IOException e) {
      fileFailed(e);
    }
  }

  /** A file is over. */
  private void fileFailed(IOException cause) {
    sayOnce(cause);
    left--;
    if (left == 0) {
      whenNothingIsLeft.run();
    }
  }

  /** What a disk is too full for, all files on it are. */
  private void sayOnce(IOException cause) {
    String text = Reason.of(cause);
    String key = text;
    for (OutputFile file : files) {
      key = key.replace("cannot write " + file.path() + ":", file.folder());
    }
    if (said.add(key)) {
      say.accept(text + "; what cannot be written is not recorded, the application goes on");
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (said.add("")) {
      say.accept("nothing more is recorded, the application goes on: " + cause);
      whenNothingIsLeft.run();
    }
  }

  @Override
  public void leavesOut() {
    say.accept(
        "the recording cannot be written as fast as it comes:"
            + " some of it is left out, and it says where; limit=SIZE lets more wait");
  }
}
