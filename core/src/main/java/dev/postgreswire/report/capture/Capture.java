package dev.postgreswire.report.capture;

import dev.postgreswire.wire.Bytes;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Opens files of packets: pcap and pcapng of any origin, also when gzip has compressed them.
 *
 * <pre>{@code
 * try (CaptureReader capture = Capture.open(Path.of("session.pcapng"))) {
 *   CaptureSummary summary = capture.readTo(sink);
 * }
 * }</pre>
 */
public final class Capture {
  private static final int BUFFER = 1 << 16;

  private Capture() {}

  /**
   * Opens a file.
   *
   * @throws CaptureException when there is none, or it is no capture
   */
  public static CaptureReader open(Path file) throws CaptureException {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new CaptureException(name + " is a folder; name the capture in it");
    }
    try {
      OptionalLong size = OptionalLong.of(Files.size(file));
      return open(Files.newInputStream(file), name, size);
    } catch (CaptureException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new CaptureException("There is no file " + name, e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * Reads what somebody writes, such as {@code tcpdump -U -w -}: packets are told as they come.
   *
   * @param in what to read; it is closed with the reader, or when this fails
   * @param name what to call it in messages
   * @throws CaptureException when it is no capture
   */
  public static CaptureReader open(InputStream in, String name) throws CaptureException {
    return open(in, name, OptionalLong.empty());
  }

  private static CaptureReader open(InputStream in, String name, OptionalLong size)
      throws CaptureException {
    try {
      return decompressing(in, name, size);
    } catch (EOFException | ZipException e) {
      throw closing(in, new CaptureException(name + " is compressed by gzip, and damaged", e));
    } catch (DamagedFileException e) {
      throw closing(in, new CaptureException(name + " is no usable capture: " + e.getMessage(), e));
    } catch (CaptureException e) {
      throw closing(in, e);
    } catch (IOException e) {
      throw closing(in, unreadable(name, e));
    }
  }

  private static CaptureReader decompressing(InputStream in, String name, OptionalLong size)
      throws IOException {
    InputStream file = new BufferedInputStream(in, BUFFER);
    if (FileKind.of(peek(file, 2)) != FileKind.GZIP) {
      return reader(file, name, size);
    }
    InputStream plain = new BufferedInputStream(new GZIPInputStream(file, BUFFER), BUFFER);
    return reader(plain, name, OptionalLong.empty());
  }

  private static CaptureReader reader(InputStream file, String name, OptionalLong size)
      throws IOException {
    Bytes start = peek(file, 4);
    int magic = start.length() < 4 ? 0 : start.int32(0);
    if (magic != PcapngFile.SECTION_HEADER && !PcapFile.begins(magic)) {
      FileKind kind = FileKind.of(peek(file, FileKind.ENOUGH));
      throw new CaptureException(name + " is " + kind.description());
    }
    CaptureInput in = new CaptureInput(file);
    in.read(4, "the header");
    CaptureFile format =
        magic == PcapngFile.SECTION_HEADER ? PcapngFile.open(in) : PcapFile.open(in, magic);
    return new CaptureReader(name, size, in, format);
  }

  private static Bytes peek(InputStream in, int count) throws IOException {
    in.mark(count);
    byte[] start = in.readNBytes(count);
    in.reset();
    return Bytes.wrap(start);
  }

  private static CaptureException closing(InputStream in, CaptureException failure) {
    try {
      in.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  static CaptureException unreadable(String name, IOException cause) {
    return new CaptureException(name + " cannot be read: " + cause.getMessage(), cause);
  }
}
