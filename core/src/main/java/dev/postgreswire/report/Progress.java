package dev.postgreswire.report;

import dev.postgreswire.recording.RecordedMessage;
import dev.postgreswire.recording.RecordingListener;
import dev.postgreswire.wire.Direction;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A line on the terminal that says how far it is, once the work takes over a second; it is gone
 * when the work is done. Where there is no terminal nothing is written.
 */
public final class Progress implements RecordingListener, Closeable {
  private static final long SECOND = 1_000_000_000L;
  private static final long PAUSE = SECOND / 5;
  private static final int LOOK_EVERY = 256;

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final long began;
  private final long total;
  private long due;
  private boolean shown;
  private long messages;
  private long bytes;

  Progress(PrintStream out, long total, LongSupplier nanoTime) {
    this.out = out;
    this.total = total;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.due = began + SECOND;
  }

  /**
   * Returns one that writes to standard error.
   *
   * @param total how many bytes are to come over the wire, or -1 when nobody knows
   */
  public static Progress onTerminal(long total) {
    return new Progress(isTerminal() ? System.err : null, total, System::nanoTime);
  }

  /** Returns whether standard error is a terminal, as far as can be told without native code. */
  @SuppressWarnings("SystemConsoleNull") // since 22 there always is one, so it is asked then
  private static boolean isTerminal() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return Runtime.version().feature() < 22 && System.console() != null;
    }
  }

  @Override
  public void wire(int connectionId, Instant time, Direction direction, ByteBuffer buffer) {
    bytes += buffer.remaining();
    show();
  }

  @Override
  public void message(RecordedMessage message) {
    messages++;
    if (messages % LOOK_EVERY == 0) {
      show();
    }
  }

  private void show() {
    if (out == null) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (now - due >= 0) {
      due = now + PAUSE;
      shown = true;
      out.print("\r" + line(now) + "\033[K");
      out.flush();
    }
  }

  private String line(long now) {
    String text =
        String.format(
            Locale.ROOT,
            "%,d messages, %,.1f MB, %d s",
            messages,
            bytes / 1e6,
            (now - began) / SECOND);
    return total > 0 ? text + ", " + Math.min(100, 100 * bytes / total) + " %" : text;
  }

  /** Takes the line away. */
  @Override
  public void close() {
    if (shown) {
      out.print("\r\033[K");
      out.flush();
      shown = false;
    }
  }
}
