package dev.postgreswire.report;

import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.recording.TlsSession;
import dev.postgreswire.wire.Direction;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes any number of files in any formats from one walk over a recording, or from one stream.
 *
 * <pre>
 * try (Exports exports = Exports.begin()
 *     .add(Trace.strict(), "session.trace")
 *     .add(Pcapng.masked(), "session.pcapng")
 *     .open()) {
 *   recording.replayTo(exports);
 *   exports.finish();
 * }
 * </pre>
 *
 * <p>A file is written beside its name under a temporary one, readable by its owner only, and gets
 * its name when {@link #finish()} has written all of it. Where that fails, or is not come to, what
 * was there before under the name stays, and nothing else remains. With {@link Builder#live()}
 * files are written under their names from the start, so that they can be read while a recording
 * goes on, up to the last {@link #flush()}; a file that fails is let go, and the others go on.
 *
 * <p>An {@link IOException} from here says in one line which file it is and what the matter is.
 */
public final class Exports implements RecordingListener, Flushable, Closeable {
  private final List<ExportFile> files;
  private final boolean live;
  private IOException firstFailure;
  private boolean finished;

  private Exports(List<ExportFile> files, boolean live) {
    this.files = files;
    this.live = live;
  }

  /** Returns what says which files to write. */
  public static Builder begin() {
    return new Builder();
  }

  /** Which files to write. */
  public static final class Builder {
    private final List<RecordingFormat> formats = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private OutputStream standardOutput = new FileOutputStream(FileDescriptor.out);
    private boolean live;

    private Builder() {}

    /**
     * Adds a file.
     *
     * @param name its name, or {@code -} for standard output
     */
    public Builder add(RecordingFormat format, String name) {
      boolean same = !name.equals("-") && names.stream().anyMatch(other -> isSame(other, name));
      if (same || (name.equals("-") && names.contains("-"))) {
        throw new IllegalArgumentException(
            (same ? "the file " + name : "standard output")
                + " is asked for twice; give each format a file of its own");
      }
      formats.add(format);
      names.add(name);
      return this;
    }

    /**
     * Adds a page, which is written when all is told, also where the files are live.
     *
     * @param name its name, or {@code -} for standard output
     */
    public Builder add(HtmlReport report, String name) {
      return add(new PageFormat(report), name);
    }

    /** Adds a page. */
    public Builder add(HtmlReport report, Path file) {
      return add(report, file.toString());
    }

    private static boolean isSame(String one, String other) {
      return Path.of(one)
          .toAbsolutePath()
          .normalize()
          .equals(Path.of(other).toAbsolutePath().normalize());
    }

    /** Adds a file. */
    public Builder add(RecordingFormat format, Path file) {
      return add(format, file.toString());
    }

    /** Says where {@code -} goes; it is flushed, not closed. */
    public Builder standardOutput(OutputStream out) {
      standardOutput = out;
      return this;
    }

    /** Has the files written under their own names from the start. */
    public Builder live() {
      live = true;
      return this;
    }

    /**
     * Opens the files.
     *
     * @throws IOException when one cannot be written; then there is none
     */
    public Exports open() throws IOException {
      Exports exports = new Exports(new ArrayList<>(), live);
      try {
        for (int i = 0; i < names.size(); i++) {
          ExportTarget target =
              names.get(i).equals("-")
                  ? ExportTarget.standardOutput(standardOutput)
                  : ExportTarget.file(
                      Path.of(names.get(i)), live && !(formats.get(i) instanceof PageFormat));
          exports.files.add(new ExportFile(target, formats.get(i)));
        }
      } catch (IOException e) {
        exports.close();
        throw e;
      }
      return exports;
    }
  }

  /** What is done with each file. */
  private interface Step {
    void to(FormatWriter writer) throws IOException;
  }

  private void each(Step step) throws IOException {
    IOException failure = null;
    for (ExportFile file : files) {
      try {
        file.tell(step::to);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    fail(failure);
  }

  private void fail(IOException failure) throws IOException {
    if (failure != null) {
      firstFailure = firstFailure == null ? failure : firstFailure;
      throw failure;
    }
  }

  @Override
  public void opened(ConnectionOpened connection) throws IOException {
    each(writer -> writer.opened(connection));
  }

  @Override
  public void continued(ConnectionContinued connection) throws IOException {
    each(writer -> writer.continued(connection));
  }

  @Override
  public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes)
      throws IOException {
    each(writer -> writer.wire(connectionId, time, direction, bytes.duplicate()));
  }

  @Override
  public void gap(int connectionId, Instant time, Direction direction, long count)
      throws IOException {
    each(writer -> writer.gap(connectionId, time, direction, count));
  }

  @Override
  public void secret(TlsSecret secret) throws IOException {
    each(writer -> writer.secret(secret));
  }

  @Override
  public void tls(int connectionId, Instant time, TlsSession session) throws IOException {
    each(writer -> writer.tls(connectionId, time, session));
  }

  @Override
  public void message(RecordedMessage message) throws IOException {
    each(writer -> writer.message(message));
  }

  @Override
  public void note(int connectionId, Instant time, String text) throws IOException {
    each(writer -> writer.note(connectionId, time, text));
  }

  @Override
  public void missed(MissedConnection connection) throws IOException {
    each(writer -> writer.missed(connection));
  }

  @Override
  public void closed(ConnectionClosed connection) throws IOException {
    each(writer -> writer.closed(connection));
  }

  /** Writes what was told until now, so that it can be read in a live file. */
  @Override
  public void flush() throws IOException {
    each(FormatWriter::flush);
  }

  /**
   * Says that nothing follows, and gives the files their names.
   *
   * @throws IOException when one cannot be written; then none gets its name, unless they are live
   */
  public void finish() throws IOException {
    if (finished) {
      return;
    }
    if (!live) {
      fail(firstFailure);
    }
    each(FormatWriter::finish);
    finished = true;
    IOException failure = null;
    for (ExportFile file : files) {
      try {
        file.commit();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    fail(failure);
  }

  /** Closes the files; what {@link #finish()} has not finished is deleted, unless it is live. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (ExportFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null && live) {
      throw failure;
    }
  }
}
