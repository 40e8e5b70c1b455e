package dev.postgreswire.type;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import java.util.StringJoiner;

/**
 * Network addresses; a value is its text. Source: {@code network.c}, {@code inet_net_ntop.c},
 * {@code mac.c}, {@code mac8.c}.
 */
final class NetworkCodecs {
  static final Codec INET = Codec.textual(in -> address(in, false));
  static final Codec CIDR = Codec.textual(in -> address(in, true));
  static final Codec MACADDR = Codec.textual(in -> mac(in, 6));
  static final Codec MACADDR8 = Codec.textual(in -> mac(in, 8));

  private static final int FAMILY_4 = 2;
  private static final int FAMILY_6 = 3;
  private static final int WORDS = 8;

  private NetworkCodecs() {}

  private static String mac(WireReader in, int count) {
    return in.bytes("address", count).toHex().replaceAll("(..)(?!$)", "$1:");
  }

  private static String address(WireReader in, boolean isNetwork) {
    int family = in.int8("family");
    int bits = in.int8("bits") & 0xFF;
    in.int8("isCidr");
    int size = in.int8("size");
    int expected = family == FAMILY_4 ? 4 : family == FAMILY_6 ? 16 : -1;
    if (size != expected || bits > size * 8) {
      throw in.fault("address", "has family " + family + ", " + bits + " bits, size " + size, 0);
    }
    Bytes bytes = in.bytes("address", size);
    String text = family == FAMILY_4 ? version4(bytes) : version6(bytes);
    return isNetwork || bits < size * 8 ? text + "/" + bits : text;
  }

  private static String version4(Bytes bytes) {
    StringJoiner text = new StringJoiner(".");
    for (int i = 0; i < bytes.length(); i++) {
      text.add(Integer.toString(bytes.unsigned(i)));
    }
    return text.toString();
  }

  /**
   * Shortens the first of the longest runs of zeros, and writes an embedded IPv4 address as such.
   */
  private static String version6(Bytes bytes) {
    int start = WORDS;
    int length = 1;
    for (int i = 0; i < WORDS; i++) {
      int run = zeros(bytes, i);
      if (run > length) {
        start = i;
        length = run;
      }
    }
    int end = Math.min(WORDS, start + length);
    boolean isMapped = length == 5 && word(bytes, 5) == 0xFFFF;
    if (start == 0 && (length == 6 || isMapped)) {
      return (isMapped ? "::ffff:" : "::") + version4(bytes.from(12));
    }
    String head = words(bytes, 0, start);
    return start == WORDS ? head : head + "::" + words(bytes, end, WORDS);
  }

  private static int zeros(Bytes bytes, int from) {
    int to = from;
    while (to < WORDS && word(bytes, to) == 0) {
      to++;
    }
    return to - from;
  }

  private static String words(Bytes bytes, int from, int to) {
    StringJoiner text = new StringJoiner(":");
    for (int i = from; i < to; i++) {
      text.add(Integer.toHexString(word(bytes, i)));
    }
    return text.toString();
  }

  private static int word(Bytes bytes, int index) {
    return bytes.int16(2 * index) & 0xFFFF;
  }
}
