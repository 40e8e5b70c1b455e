package dev.postgreswire.report.capture;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A TCP segment.
 *
 * @param data what was captured of what it carries; valid until the next packet is read
 * @param missing how many bytes of it, at its end, were not captured
 */
record TcpSegment(
    Endpoint from,
    Endpoint to,
    int sequence,
    int acknowledgement,
    int flags,
    ByteBuffer data,
    int missing,
    Instant time) {
  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int ACK = 16;

  private static final int LEAST_HEADER = 20;

  /** Reads the segment in an IP packet. */
  static Optional<TcpSegment> read(IpLayer.Datagram datagram, Instant time, Tally tally) {
    ByteBuffer packet = datagram.data();
    if (packet.remaining() < LEAST_HEADER) {
      tally.skip(IpLayer.CUT);
      return Optional.empty();
    }
    int header = (packet.get(12) >> 4 & 0xF) * 4;
    if (header < LEAST_HEADER || header > packet.remaining() + datagram.missing()) {
      tally.skip(IpLayer.MALFORMED);
      return Optional.empty();
    }
    // Where the options are cut, so is what follows them.
    int there = Math.max(0, packet.remaining() - header);
    int cutOptions = Math.max(0, header - packet.remaining());
    return Optional.of(
        new TcpSegment(
            new Endpoint(datagram.source(), packet.getShort(0) & 0xFFFF),
            new Endpoint(datagram.destination(), packet.getShort(2) & 0xFFFF),
            packet.getInt(4),
            packet.getInt(8),
            packet.get(13),
            packet.slice(packet.remaining() - there, there),
            datagram.missing() - cutOptions,
            time));
  }

  /** Returns whether a flag is set. */
  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Returns whether it asks for a connection. */
  boolean opens() {
    return has(SYN) && !has(ACK);
  }

  /** Returns how many bytes it carries, captured or not. */
  int length() {
    return data.remaining() + missing;
  }
}
