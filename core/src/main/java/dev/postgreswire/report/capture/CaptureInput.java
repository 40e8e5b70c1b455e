package dev.postgreswire.report.capture;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/** A file's bytes from the first to the last, and how far they have been read. */
final class CaptureInput implements Closeable {
  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private long position;

  CaptureInput(InputStream in) {
    this.in = in;
  }

  /** Returns how many bytes have been read. */
  long position() {
    return position;
  }

  /**
   * Reads the next bytes, or as many as there are.
   *
   * @return a buffer that is valid up to the next call
   */
  ByteBuffer readUpTo(int count) throws IOException {
    if (buffer.length < count) {
      buffer = new byte[Integer.highestOneBit(count) << 1];
    }
    int read = read(count);
    position += read;
    return ByteBuffer.wrap(buffer, 0, read).slice();
  }

  private int read(int count) throws IOException {
    try {
      return in.readNBytes(buffer, 0, count);
    } catch (EOFException e) {
      throw new DamagedFileException("the compressed file ends too early");
    } catch (ZipException e) {
      throw new DamagedFileException("the compressed file is damaged: " + e.getMessage());
    }
  }

  /**
   * Reads the next bytes, all of them.
   *
   * @param what they are, for the message
   */
  ByteBuffer read(int count, String what) throws IOException {
    long from = position;
    ByteBuffer bytes = readUpTo(count);
    if (bytes.remaining() < count) {
      throw new DamagedFileException(
          String.format(
              "the file ends too early: %s at byte %d needs %d bytes, and %d are there",
              what, from, count, bytes.remaining()));
    }
    return bytes;
  }

  /** Passes over bytes, however many. */
  void skip(long count, String what) throws IOException {
    long from = position;
    for (long left = count; left > 0; ) {
      int some = readUpTo((int) Math.min(left, 1 << 16)).remaining();
      if (some == 0) {
        throw new DamagedFileException(
            String.format(
                "the file ends too early: %s at byte %d needs %d bytes, and %d are there",
                what, from, count, count - left));
      }
      left -= some;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
