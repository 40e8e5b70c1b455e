package dev.postgreswire.tls;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** A text file that somebody else writes: gives what is new since the last time. */
final class GrowingFile {
  private static final int CHUNK = 1 << 16;

  /** So many bytes before the position tell whether it is still the same text: more than a line. */
  private static final int MEMORY = 256;

  private final Path file;
  private long position;
  private byte[] before = new byte[0];

  GrowingFile(Path file) {
    this.file = file;
  }

  /**
   * Passes on what is new.
   *
   * @throws NoSuchFileException if there is no such file
   */
  void readTo(KeyLogParser parser) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (!goesOn(in)) {
        position = 0;
        before = new byte[0];
        parser.restart();
      }
      in.seek(position);
      byte[] chunk = new byte[CHUNK];
      for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
        remember(chunk, count);
        parser.take(new String(chunk, 0, count, StandardCharsets.ISO_8859_1));
      }
    } catch (FileNotFoundException e) {
      throw new IOException(e.getMessage(), e); // it exists, but cannot be read
    }
  }

  /** Whether the file still has what was read of it. */
  private boolean goesOn(RandomAccessFile in) throws IOException {
    if (in.length() < position) {
      return false;
    }
    byte[] same = new byte[before.length];
    in.seek(position - before.length);
    in.readFully(same);
    return Arrays.equals(same, before);
  }

  private void remember(byte[] chunk, int count) {
    byte[] all = Arrays.copyOf(before, before.length + count);
    System.arraycopy(chunk, 0, all, before.length, count);
    before = Arrays.copyOfRange(all, Math.max(0, all.length - MEMORY), all.length);
    position += count;
  }
}
