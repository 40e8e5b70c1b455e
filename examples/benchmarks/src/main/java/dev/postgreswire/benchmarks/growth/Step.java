package dev.postgreswire.benchmarks.growth;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;

import dev.postgreswire.benchmarks.measure.Heap;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Window;
import dev.postgreswire.report.RecordingFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Something that is done with a recording of any size, and what it costs this thread. */
interface Step {
  /** A limit that is not reached. */
  long MUCH = 4L << 30;

  /** Returns what it costs in nanoseconds of processor time, or bytes. */
  long cost(Session session, Size size);

  /** Something that is done with a recording. */
  interface Use {
    void of(Recording recording) throws IOException;
  }

  /** The bytes are taken in. */
  static Step record(long limit) {
    return (session, size) -> time(() -> play(session, size, limit));
  }

  /** What is there is taken out, unread. */
  static Step snapshot() {
    return (session, size) -> {
      Window window = play(session, size, MUCH);
      return time(window::recording);
    };
  }

  /** A window is closed, and all that it reached let go. */
  static Step close() {
    return (session, size) -> time(play(session, size, MUCH)::close);
  }

  /** Something is read that nobody has looked at yet. */
  static Step use(Use use) {
    return (session, size) -> {
      Recording recording = play(session, size, MUCH).recording();
      return time(() -> run(use, recording));
    };
  }

  /** Something is read again. */
  static Step useAgain(Use use) {
    return (session, size) -> {
      Recording recording = play(session, size, MUCH).recording();
      run(use, recording);
      return time(() -> run(use, recording));
    };
  }

  /** A file is written. */
  static Step export(RecordingFormat format) {
    return use(recording -> format.write(recording, OutputStream.nullOutputStream()));
  }

  /** An assertion that has to look at all of it. */
  static Step passes() {
    return use(recording -> assertThat(recording).statements().doesNotContainSql("drop table"));
  }

  /** The same, and the message that says what there was instead. */
  static Step fails() {
    return use(Step::fail);
  }

  private static void fail(Recording recording) {
    try {
      assertThat(recording).statements().hasSize(-1);
    } catch (AssertionError expected) {
      return;
    }
    throw new IllegalStateException("it has not failed");
  }

  /** Not time, but what is held while the window is open. */
  static Step held() {
    return (session, size) -> {
      long before = Heap.live();
      Window window = play(session, size, MUCH);
      long held = Heap.live() - before;
      window.close(); // so that it was there until now
      return held;
    };
  }

  private static Window play(Session session, Size size, long limit) {
    Recorder recorder = new Recorder(new RecorderOptions(limit));
    Window window = recorder.openWindow("growth");
    for (int i = 0; i < size.connections(); i++) {
      session.play(recorder, size.each());
    }
    return window;
  }

  private static void run(Use use, Recording recording) {
    try {
      use.of(recording);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long time(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    work.run();
    return threads.getCurrentThreadCpuTime() - begin;
  }
}
