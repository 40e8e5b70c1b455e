package dev.postgreswire.report.capture;

import dev.postgreswire.report.capture.CaptureFiles.Writer;
import dev.postgreswire.report.capture.Packets.Segment;
import dev.postgreswire.wire.Bytes;
import java.nio.ByteOrder;

/** Puts a segment into IP, and IP into what carries it. */
final class Links {
  private static final String MACS = "0200000000010200000000ff";

  private Links() {}

  /** TCP's header and data. */
  static byte[] tcp(Segment segment) {
    Writer out = network().int16(segment.from().port()).int16(segment.to().port());
    out.int32(segment.sequence()).int32(segment.ack());
    return out.int16(0x5000 | segment.flags())
        .int16(0xFFFF)
        .int32(0)
        .bytes(segment.data().toByteArray())
        .toByteArray();
  }

  /** IPv4 or IPv6, as the addresses are. */
  static byte[] ip(Segment segment) {
    byte[] tcp = tcp(segment);
    return segment.from().address().length() == 4
        ? v4(segment, 0x4000, 0, tcp, tcp.length)
        : v6(segment, 6, tcp);
  }

  /** IPv4 with a field of flags and offset. */
  static byte[] v4(Segment segment, int fragment, int id, byte[] data, int length) {
    return network()
        .int16(0x4500)
        .int16(length < 0 ? 0 : 20 + length)
        .int16(id)
        .int16(fragment)
        .int16(0x4006)
        .int16(0)
        .bytes(segment.from().address().toByteArray())
        .bytes(segment.to().address().toByteArray())
        .bytes(data)
        .toByteArray();
  }

  /** IPv6 with the next header. */
  static byte[] v6(Segment segment, int next, byte[] data) {
    return network()
        .int32(6 << 28)
        .int16(data.length)
        .int16(next << 8 | 64)
        .bytes(segment.from().address().toByteArray())
        .bytes(segment.to().address().toByteArray())
        .bytes(data)
        .toByteArray();
  }

  static byte[] ethernet(byte[] ip) {
    return ethernet(ip, "");
  }

  /** Ethernet with tags, in hexadecimal. */
  static byte[] ethernet(byte[] ip, String tags) {
    return concat(MACS + tags + etherType(ip), ip);
  }

  static byte[] linuxCooked(byte[] ip) {
    return concat("0000000100060200000000010000" + etherType(ip), ip);
  }

  static byte[] linuxCooked2(byte[] ip) {
    return concat(etherType(ip) + "00000000000200010006020000000001" + "0000", ip);
  }

  /** The family in some byte order. */
  static byte[] loopback(byte[] ip, String family) {
    return concat(family, ip);
  }

  static byte[] concat(String hex, byte[] rest) {
    return Bytes.ofHex(hex).plus(Bytes.of(rest)).toByteArray();
  }

  private static String etherType(byte[] ip) {
    return ip[0] >> 4 == 4 ? "0800" : "86dd";
  }

  static Writer network() {
    return new Writer(ByteOrder.BIG_ENDIAN);
  }
}
