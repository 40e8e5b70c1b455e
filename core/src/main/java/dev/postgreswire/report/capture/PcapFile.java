package dev.postgreswire.report.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * The format of libpcap and tcpdump: a header, then the packets.
 *
 * @see <a href="https://www.tcpdump.org/manpages/pcap-savefile.5.html">pcap-savefile(5)</a>
 */
final class PcapFile implements CaptureFile {
  private static final int HEADER = 24;
  private static final int MICROSECONDS = 0xA1B2C3D4;
  private static final int NANOSECONDS = 0xA1B23C4D;

  /** Alexey Kuznetsov's, which Linux distributions of the nineties wrote: longer packet headers. */
  private static final int MODIFIED = 0xA1B2CD34;

  private final CaptureInput in;
  private final ByteOrder order;
  private final int magic;
  private final int linkType;

  private PcapFile(CaptureInput in, ByteOrder order, int magic, int linkType) {
    this.in = in;
    this.order = order;
    this.magic = magic;
    this.linkType = linkType;
  }

  /** Returns whether a file that begins with these four bytes is one. */
  static boolean begins(int magic) {
    return isMagic(magic) || isMagic(Integer.reverseBytes(magic));
  }

  private static boolean isMagic(int magic) {
    return magic == MICROSECONDS || magic == NANOSECONDS || magic == MODIFIED;
  }

  /** Opens the file whose first four bytes, {@code magic}, have been read. */
  static PcapFile open(CaptureInput in, int magic) throws IOException {
    ByteOrder order = isMagic(magic) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer header = in.read(HEADER - 4, "the header").order(order);
    // The upper bits tell whether frames end in a check sum: what IP says of its length counts.
    int linkType = header.getInt(HEADER - 8) & 0xFFFF;
    return new PcapFile(in, order, isMagic(magic) ? magic : Integer.reverseBytes(magic), linkType);
  }

  @Override
  public String format() {
    return "pcap";
  }

  @Override
  public Optional<Block> next() throws IOException {
    long at = in.position();
    int headerLength = magic == MODIFIED ? 24 : 16;
    ByteBuffer header = in.readUpTo(headerLength).order(order);
    if (!header.hasRemaining()) {
      return Optional.empty();
    }
    if (header.remaining() < headerLength) {
      throw new DamagedFileException(
          "the file ends too early: within the header of the packet at byte " + at);
    }
    Instant time = time(header.getInt(), header.getInt());
    int captured = header.getInt();
    int length = header.getInt();
    if (captured < 0 || captured > LONGEST) {
      throw new DamagedFileException(
          String.format(
              "the packet at byte %d claims to be %d bytes long; the file is damaged there",
              at, Integer.toUnsignedLong(captured)));
    }
    ByteBuffer data = in.read(captured, "the packet");
    return Optional.of(new Block.Packet(linkType, time, data, Math.max(captured, length)));
  }

  private Instant time(int seconds, int fraction) {
    long nanos = Integer.toUnsignedLong(fraction) * (magic == NANOSECONDS ? 1 : 1000);
    return Times.of(Integer.toUnsignedLong(seconds) + nanos / 1_000_000_000, nanos);
  }
}
