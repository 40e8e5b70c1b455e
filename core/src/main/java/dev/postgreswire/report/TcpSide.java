package dev.postgreswire.report;

import dev.postgreswire.wire.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** One side of a TCP connection: it makes the headers of the packets that it sends. */
final class TcpSide {
  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int PSH = 8;
  static final int ACK = 16;

  /** The most data in a packet: what fits into the 64 KiB of an IP packet. */
  static final int LONGEST_SEGMENT = 65483;

  private static final int TCP = 6;
  private static final int TCP_HEADER = 20;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** In the SYN: the longest segment, and that the window counts in units of 16 KiB. */
  private static final byte[] SYN_OPTIONS = {
    2, 4, (byte) (LONGEST_SEGMENT >> 8), (byte) LONGEST_SEGMENT, 1, 3, 3, 14
  };

  private final Endpoint from;
  private final Endpoint to;
  private final long addresses;
  private final byte[] header = new byte[40 + TCP_HEADER + SYN_OPTIONS.length];
  private int sequence;

  /** How many bytes it has sent since the other side last said something. */
  private long unacknowledged;

  private int identification;

  TcpSide(Endpoint from, Endpoint to, int sequence) {
    this.from = from;
    this.to = to;
    this.sequence = sequence;
    byte[] both = from.address().plus(to.address()).toByteArray();
    this.addresses = sum(both, 0, both.length);
  }

  int sequence() {
    return sequence;
  }

  long unacknowledged() {
    return unacknowledged;
  }

  void acknowledged() {
    unacknowledged = 0;
  }

  /** Bytes were sent that are in no packet. */
  void skip(long count) {
    sequence += (int) count;
  }

  byte[] header() {
    return header;
  }

  /**
   * Makes the headers of a packet, and counts what it holds.
   *
   * @param acknowledgement what the other side will send next
   * @return their length
   */
  int send(int flags, int acknowledgement, byte[] data, int count) {
    byte[] options = (flags & SYN) != 0 ? SYN_OPTIONS : new byte[0];
    int segment = TCP_HEADER + options.length + count;
    int ip = from.isIpv4() ? ipv4(segment) : ipv6(segment);
    int at = ip;
    at = int16(at, from.port());
    at = int16(at, to.port());
    at = int32(at, sequence);
    at = int32(at, (flags & ACK) != 0 ? acknowledgement : 0);
    header[at++] = (byte) ((TCP_HEADER + options.length) << 2); // in words, in the upper half
    header[at++] = (byte) flags;
    at = int16(at, 0xFFFF);
    at = int16(at, 0);
    at = int16(at, 0);
    System.arraycopy(options, 0, header, at, options.length);
    at += options.length;
    long sum = addresses + TCP + segment + sum(header, ip, at) + sum(data, 0, count);
    int16(ip + 16, ~fold(sum));
    sequence += count + ((flags & (SYN | FIN)) != 0 ? 1 : 0);
    unacknowledged += count;
    return at;
  }

  private int ipv4(int segment) {
    int at = int16(0, 0x4500);
    at = int16(at, 20 + segment);
    at = int16(at, identification++);
    at = int16(at, 0x4000); // not to be fragmented
    at = int16(at, (64 << 8) | TCP);
    at = int16(at, 0);
    at = copy(at, from.address());
    at = copy(at, to.address());
    int16(10, ~fold(sum(header, 0, at)));
    return at;
  }

  private int ipv6(int segment) {
    int at = int32(0, 0x60000000);
    at = int16(at, segment);
    at = int16(at, (TCP << 8) | 64);
    at = copy(at, from.address());
    return copy(at, to.address());
  }

  private int copy(int at, Bytes bytes) {
    bytes.copyTo(header, at);
    return at + bytes.length();
  }

  private int int16(int at, int value) {
    header[at] = (byte) (value >> 8);
    header[at + 1] = (byte) value;
    return at + 2;
  }

  private int int32(int at, int value) {
    return int16(int16(at, value >> 16), value);
  }

  /** Returns the sum of the words of 32 bits, of which the checksum is folded. */
  private static long sum(byte[] bytes, int from, int end) {
    long sum = 0;
    int i = from;
    for (; i + 8 <= end; i += 8) {
      long eight = (long) LONGS.get(bytes, i);
      sum += (eight >>> 32) + (eight & 0xFFFFFFFFL);
    }
    for (int shift = 24; i < end; i++) {
      sum += (bytes[i] & 0xFFL) << shift;
      shift = shift == 0 ? 24 : shift - 8;
    }
    return sum;
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xFFFF) + (folded >>> 16);
    }
    return (int) folded;
  }
}
