package dev.postgreswire.report;

import java.io.Closeable;
import java.io.IOException;

/** A file of {@link Exports}: what writes it, and where to. Once it has failed it is over. */
final class ExportFile implements Closeable {
  private final ExportTarget target;
  private final FormatWriter writer;
  private boolean over;

  ExportFile(ExportTarget target, RecordingFormat format) {
    this.target = target;
    this.writer = format.to(target.out());
  }

  /** What is told to the writer. */
  interface Step {
    void to(FormatWriter writer) throws IOException;
  }

  void tell(Step step) throws IOException {
    if (over) {
      return;
    }
    try {
      step.to(writer);
    } catch (IOException e) {
      fail();
      throw target.failure(e);
    }
  }

  void commit() throws IOException {
    if (over) {
      return;
    }
    over = true;
    try {
      writer.flush();
      target.commit();
    } catch (IOException e) {
      target.discard();
      throw target.failure(e);
    }
  }

  private void fail() {
    over = true;
    target.discard();
  }

  @Override
  public void close() throws IOException {
    if (over) {
      return;
    }
    over = true;
    try {
      if (target.isLive()) {
        writer.finish();
      }
    } catch (IOException e) {
      throw target.failure(e);
    } finally {
      target.discard();
    }
  }
}
