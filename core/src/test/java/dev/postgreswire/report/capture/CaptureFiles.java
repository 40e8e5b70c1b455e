package dev.postgreswire.report.capture;

import dev.postgreswire.report.capture.Packets.Segment;
import dev.postgreswire.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.function.Function;

/** Writes files of packets, byte by byte as the specifications have them. */
final class CaptureFiles {
  static final int ETHERNET = 1;

  private CaptureFiles() {}

  /** A packet as it is in a file. */
  record Frame(Instant time, Bytes data, int length) {
    static Frame of(Instant time, byte[] data) {
      return new Frame(time, Bytes.of(data), data.length);
    }

    /** The same, of which only the first bytes were captured. */
    Frame cut(int snapLength) {
      return new Frame(time, data.slice(0, Math.min(snapLength, data.length())), length);
    }
  }

  /** Segments in IP in Ethernet. */
  static List<Frame> ethernet(List<Segment> segments) {
    return frames(segments, ip -> Links.ethernet(ip));
  }

  /** Segments in IP in something. */
  static List<Frame> frames(List<Segment> segments, Function<byte[], byte[]> link) {
    return segments.stream()
        .map(segment -> Frame.of(segment.time(), link.apply(Links.ip(segment))))
        .toList();
  }

  /** A little-endian pcap file with microseconds, of Ethernet frames. */
  static byte[] pcap(List<Segment> segments) {
    return pcap(ByteOrder.LITTLE_ENDIAN, false, ETHERNET, ethernet(segments));
  }

  /** A pcap file. */
  static byte[] pcap(ByteOrder order, boolean nanos, int linkType, List<Frame> frames) {
    Writer out = new Writer(order);
    out.int32(nanos ? 0xA1B23C4D : 0xA1B2C3D4).int16(2).int16(4).int32(0).int32(0);
    out.int32(262144).int32(linkType);
    for (Frame frame : frames) {
      int fraction = frame.time().get(ChronoField.NANO_OF_SECOND) / (nanos ? 1 : 1000);
      out.int32((int) frame.time().getEpochSecond()).int32(fraction);
      out.int32(frame.data().length()).int32(frame.length()).bytes(frame.data().toByteArray());
    }
    return out.toByteArray();
  }

  /** Begins a pcapng file. */
  static Pcapng pcapng(ByteOrder order) {
    return new Pcapng(order);
  }

  /** A pcapng file, block by block. */
  static final class Pcapng {
    private final Writer out;
    private ByteOrder order;

    Pcapng(ByteOrder order) {
      this.out = new Writer(order);
      section(order);
    }

    Pcapng section(ByteOrder newOrder) {
      order = newOrder;
      out.order(newOrder);
      Writer body = writer().int32(0x1A2B3C4D).int16(1).int16(0).int64(-1);
      return block(0x0A0D0D0A, body.toByteArray());
    }

    Pcapng iface(int linkType) {
      return iface(linkType, 0, Bytes.EMPTY);
    }

    /** An interface with options, in hexadecimal and in the byte order of the section. */
    Pcapng iface(int linkType, int snapLength, Bytes options) {
      Writer body = writer().int16(linkType).int16(0).int32(snapLength);
      return block(1, body.bytes(options.toByteArray()).toByteArray());
    }

    Pcapng enhanced(int iface, long ticks, Frame frame) {
      Writer body = writer().int32(iface).int32((int) (ticks >>> 32)).int32((int) ticks);
      body.int32(frame.data().length()).int32(frame.length()).padded(frame.data().toByteArray());
      return block(6, body.toByteArray());
    }

    /** Packets with microseconds. */
    Pcapng enhanced(int iface, List<Frame> frames) {
      frames.forEach(frame -> enhanced(iface, micros(frame.time()), frame));
      return this;
    }

    Pcapng simple(Frame frame) {
      return block(
          3, writer().int32(frame.length()).padded(frame.data().toByteArray()).toByteArray());
    }

    Pcapng obsolete(int iface, long ticks, Frame frame) {
      Writer body = writer().int16(iface).int16(0).int32((int) (ticks >>> 32)).int32((int) ticks);
      body.int32(frame.data().length()).int32(frame.length()).padded(frame.data().toByteArray());
      return block(2, body.toByteArray());
    }

    Pcapng secrets(int type, String text) {
      byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      return block(10, writer().int32(type).int32(bytes.length).padded(bytes).toByteArray());
    }

    Pcapng block(int type, byte[] body) {
      out.int32(type).int32(body.length + 12).bytes(body).int32(body.length + 12);
      return this;
    }

    /** Any bytes. */
    Pcapng raw(Bytes bytes) {
      out.bytes(bytes.toByteArray());
      return this;
    }

    Writer writer() {
      return new Writer(order);
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }

    static long micros(Instant time) {
      return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }
  }

  /** Writes numbers in either byte order. */
  static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteOrder order;

    Writer(ByteOrder order) {
      this.order = order;
    }

    void order(ByteOrder newOrder) {
      order = newOrder;
    }

    Writer int16(int value) {
      return bytes(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    Writer int32(int value) {
      return bytes(ByteBuffer.allocate(4).order(order).putInt(value).array());
    }

    Writer int64(long value) {
      return bytes(ByteBuffer.allocate(8).order(order).putLong(value).array());
    }

    Writer bytes(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    Writer padded(byte[] bytes) {
      out.writeBytes(bytes);
      return bytes(new byte[(4 - bytes.length % 4) % 4]);
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }
  }
}
