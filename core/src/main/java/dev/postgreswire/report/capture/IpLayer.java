package dev.postgreswire.report.capture;

import dev.postgreswire.wire.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** Reads IPv4 and IPv6, and joins what was sent in fragments. */
final class IpLayer {
  static final String CUT = "cut within the headers";
  private static final String NOT_TCP = "IP, but not TCP";
  static final String MALFORMED = "malformed";

  private static final int TCP = 6;
  private static final int LONGEST = 1 << 20;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int OFFSET = 0x1FFF;

  private final Tally tally;
  private final IpFragments fragments;

  /**
   * What TCP gets.
   *
   * @param data what was captured of it
   * @param missing how many bytes at its end were not captured
   */
  record Datagram(Bytes source, Bytes destination, ByteBuffer data, int missing) {}

  IpLayer(Tally tally) {
    this.tally = tally;
    this.fragments = new IpFragments(tally);
  }

  /**
   * Reads a packet.
   *
   * @param data begins with IP
   * @param length how long it was on the wire
   */
  Optional<Datagram> read(ByteBuffer data, int length, Instant time) {
    if (!data.hasRemaining()) {
      return skip(CUT);
    }
    return switch (data.get(data.position()) >> 4 & 0xF) {
      case 4 -> v4(data, length, time);
      case 6 -> v6(data, length, time);
      default -> skip("not IP");
    };
  }

  /** No more will come. */
  void finish() {
    fragments.finish();
  }

  private Optional<Datagram> v4(ByteBuffer data, int length, Instant time) {
    ByteBuffer packet = data.slice();
    if (packet.remaining() < 20) {
      return skip(CUT);
    }
    int header = (packet.get(0) & 0xF) * 4;
    int total = packet.getShort(2) & 0xFFFF;
    if (total == 0) {
      total = Math.min(length, LONGEST); // the network card cuts it into packets (TSO)
    }
    if (header < 20 || total < header) {
      return skip(MALFORMED);
    }
    if (packet.remaining() < header) {
      return skip(CUT);
    }
    if (packet.get(9) != TCP) {
      return skip(NOT_TCP);
    }
    Datagram datagram =
        datagram(bytes(packet, 12, 4), bytes(packet, 16, 4), packet, header, total - header);
    int flags = packet.getShort(6);
    if ((flags & (MORE_FRAGMENTS | OFFSET)) == 0) {
      return Optional.of(datagram);
    }
    return fragments.add(
        packet.getShort(4) & 0xFFFF,
        (flags & OFFSET) * 8,
        (flags & MORE_FRAGMENTS) != 0,
        datagram,
        time);
  }

  private Optional<Datagram> v6(ByteBuffer data, int length, Instant time) {
    ByteBuffer packet = data.slice();
    if (packet.remaining() < 40) {
      return skip(CUT);
    }
    int payload = packet.getShort(4) & 0xFFFF;
    int total = payload == 0 ? Math.min(length, LONGEST) : 40 + payload; // TSO
    V6Headers headers = V6Headers.read(packet.duplicate());
    if (headers.next() != TCP) {
      return skip(headers.isCut() ? CUT : NOT_TCP);
    }
    if (total < headers.end()) {
      return skip(MALFORMED);
    }
    Datagram datagram =
        datagram(
            bytes(packet, 8, 16),
            bytes(packet, 24, 16),
            packet,
            headers.end(),
            total - headers.end());
    return headers.isFragment()
        ? fragments.add(
            headers.fragmentId(), headers.fragmentOffset(), headers.moreFragments(), datagram, time)
        : Optional.of(datagram);
  }

  /**
   * Takes what is there of {@code length} bytes at {@code from}; padding after them is left out.
   */
  private static Datagram datagram(
      Bytes source, Bytes destination, ByteBuffer packet, int from, int length) {
    int there = Math.min(length, packet.limit() - from);
    return new Datagram(source, destination, packet.slice(from, there), length - there);
  }

  private static Bytes bytes(ByteBuffer packet, int from, int count) {
    return Bytes.copyOf(packet.slice(from, count));
  }

  private Optional<Datagram> skip(String why) {
    tally.skip(why);
    return Optional.empty();
  }
}
